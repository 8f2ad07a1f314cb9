#!/bin/bash
# How long a message takes from send to receive, through nginx, in a room of 200 at 100 messages a second;
# and what the daemon needs for it. Twenty accounts with ten windows each read, and all of them write.
# The programs are those in $BIN (default .build/release).
set -euo pipefail
cd "$(dirname "$0")/../.."

bin=${BIN:-.build/release}
seconds=${SECONDS_EACH:-10}
folder=$(mktemp -d)
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
site=http://localhost:$port
export ROWHOUSE_DATA=$folder/data ROWHOUSE_LISTEN=$port ROWHOUSE_WORKERS=1

server=
end() {
  [ -z "$server" ] || { kill "$server" && wait "$server" || true; }
  rm -rf "$folder"
}
trap end EXIT

sign_in() {
  curl -s -o /dev/null -D - -H "Origin: $site" --data-urlencode "name=$1" \
    --data-urlencode "password=a street of lit windows" "$site/sign-in" |
    grep -i -o 'session\(-[0-9]*\)\?=[^;]*' | head -1
}

sh Tests/Bench/wsload/build.sh "$folder/wsload"
for person in $(seq 20); do
  echo 'a street of lit windows' | "$bin/rowhouse" user add "person$person" --role admin > /dev/null
done
"$bin/rowhouse" serve > "$folder/serve.log" 2>&1 &
server=$!
for _ in $(seq 100); do grep -q '^ready' "$folder/serve.log" && break; sleep 0.1; done
for person in $(seq 20); do sign_in "person$person"; done > "$folder/cookies"
[ "$(wc -l < "$folder/cookies")" -eq 20 ] || { echo 'signing in failed' >&2; exit 1; }
curl -s -o /dev/null -H "Origin: $site" -H "Cookie: $(head -1 "$folder/cookies")" \
  -d 'name=Bench&topic=&position=1' "$site/rtc/rooms/new"

daemon=$(pgrep -P "$server" -f rowhouse-live)
result=$("$folder/wsload" -u "ws://127.0.0.1:$port/rtc/ws" -p "ws://127.0.0.1:$port/rtc/ws" -o "localhost:$port" \
  -H 'Sec-WebSocket-Protocol: rtc.v1.json' -c "$folder/cookies" -A -n 200 -P 20 -r 100 -d "$seconds" -k "$daemon" \
  -s '{"id":1,"op":"auth"}' -s '{"id":2,"op":"join","room":1}' -q '{"id":1,"op":"auth"}' \
  -m '{"id":9,"op":"send","room":1,"nonce":"bench-%t-%n","text":"@T%t@ %f"}' -b 150)

python3 - "$result" <<'P'
import json, sys
result = json.loads(sys.argv[1])
def figure(name, value, unit): print(f"figure {name} {value:.2f} {unit}")
figure("chat-send-to-receive-p50", result["p50_us"] / 1000, "ms")
figure("chat-send-to-receive-p99", result["p99_us"] / 1000, "ms")
figure("chat-delivered", result["delivered_per_s"], "messages/s")
figure("chat-lost", result["expected"] - result["delivered"], "messages")
figure("chat-daemon-cpu", result["server_cpu"], "cores")
figure("chat-memory-per-connection", result["pss_per_conn_kb"], "KB")
P
