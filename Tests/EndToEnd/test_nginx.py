"""The nginx site in both flavours: nginx takes it, gixy finds nothing."""
import concurrent.futures
import contextlib
import http.client
import ipaddress
import os
import random
import re
import socket
import ssl
import subprocess
import sys

import pytest

import people
from site_process import free_port, until

# nginx's workers have to reach what this test's user owns.
USER = "user root root;" if os.geteuid() == 0 else ""


@pytest.fixture
def rendered(site, tmp_path):
    def render(flavour):
        folder = tmp_path / flavour
        answer = site.run("nginx", str(folder), "--flavour", flavour)
        assert answer.returncode == 0, answer.stderr
        return folder
    return render


def test_development(rendered):
    folder = rendered("development")
    check(folder / "nginx.conf")


@pytest.fixture
def production(rendered, tmp_path):
    """Production's configuration with a certificate of our own."""
    folder = rendered("production")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "privkey.pem",
         "-out", tmp_path / "fullchain.pem", "-days", "1", "-subj", "/CN=localhost"],
        check=True, capture_output=True)
    server = folder / "flavours/production/server.conf"
    server.write_text(server.read_text().replace("/etc/letsencrypt/live/localhost", str(tmp_path)))
    whole = folder / "whole.conf"
    whole.write_text(f"""error_log stderr; pid "{folder}/pid"; daemon off; {USER} events {{}}
        http {{ include /etc/nginx/mime.types; include "{folder}/rowhouse.conf"; }}""")
    return whole


def test_production(production):
    check(production)


def test_production_knows_its_own_name_only(production, site):
    plain, secure = move_to_free_ports(production)
    with running(production, plain):
        with pytest.raises(http.client.RemoteDisconnected):
            ask(plain, "elsewhere.example")
        moved = ask(plain, "localhost")
        assert (moved.status, moved.headers["Location"]) == (308, "https://localhost/healthz")
        with pytest.raises(ssl.SSLError):
            ask(secure, "elsewhere.example", secure=True)
        well = ask(secure, "localhost", secure=True)
        assert well.status == 200
        assert "max-age=31536000" in well.headers["Strict-Transport-Security"]


def test_production_says_no_word_of_a_request_in_any_log(production, site, tmp_path):
    """At the lowest level that a file can have: on its own ports, on others' names, and when nobody answers."""
    plain, secure = move_to_free_ports(production)
    log, token = tmp_path / "errors.log", people.unique("planted") + "token"
    production.write_text(production.read_text().replace("error_log stderr;", f'error_log "{log}" debug;'))
    for name in ("web.sock", "live.sock"):  # a site that is down
        conf = production.parent / "rowhouse.conf"
        conf.write_text(conf.read_text().replace(str(site.data / "run" / name), str(tmp_path / name)))
    access = tmp_path / "access.log"
    conf.write_text(conf.read_text().replace(str(site.data / "logs/access.log"), str(access)))
    with running(production, plain):
        for line in [f"GET /sign-in/reset/{token} HTTP/1.1\r\nHost: localhost", f"GET /{token} HTTP/1.1\r\nHost: a",
                     f"GET /{token} HTTP/1.1\r\nHost: a b", f"GET /%zz{token} HTTP/1.1", f"{token} /"]:
            for port in (plain, secure):
                say(port, line, secure=False)
            say(secure, line, secure=True)
        head = say(secure, f"GET /sign-in/reset/{token} HTTP/1.1\r\nHost: localhost\r\nReferer: /{token}", secure=True)
        assert " 503 " in head.splitlines()[0] and "nosniff" in head
        until(lambda: "/sign-in/..." in access.read_text())
    assert "start worker process" in log.read_text()
    assert token not in log.read_text() and token not in access.read_text()


@pytest.mark.parametrize("secure", [False, True])
def test_production_refuses_with_headers_of_safety_at_every_door(production, secure):
    plain, tls = move_to_free_ports(production)
    with running(production, plain):
        for line, status in [("NONSENSE", 400), ("GET /%zz HTTP/1.1\r\nHost: localhost", 400),
                             ("GET / HTTP/1.1\r\nHost: a\r\nHost: b", 400), ("TRACE / HTTP/1.1\r\nHost: localhost", 405)]:
            head = say(tls if secure else plain, line, secure)
            assert head.split()[1] == str(status), head
            assert "X-Content-Type-Options: nosniff" in head and "Content-Security-Policy: default-src" in head, head
            assert secure or "Strict-Transport-Security" not in head, "a promise that only TLS can keep"
        mistaken = say(tls, "GET / HTTP/1.1\r\nHost: localhost", secure=False)  # plain http at the port for TLS
        assert mistaken.split()[1] == "400" and "X-Content-Type-Options: nosniff" in mistaken


def move_to_free_ports(production):
    plain, secure = free_port(), free_port()
    for name in ("http", "server"):
        file = production.parent / f"flavours/production/{name}.conf"
        text = re.sub(r"^ *listen \[::\].*\n", "", file.read_text(), flags=re.M)
        text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{plain}", text)
        file.write_text(re.sub(r"listen 443\b", f"listen 127.0.0.1:{secure}", text))
    return plain, secure


@contextlib.contextmanager
def running(configuration, port):
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", configuration.parent, "-c", configuration, "-e", "stderr"])
    try:
        until(lambda: answers(port))
        yield
    finally:
        server.terminate()
        server.wait(10)


def say(port, line, secure):
    """One request as it is; the head of the answer, or nothing."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
        if secure:
            context = ssl.create_default_context()
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            connection = context.wrap_socket(connection, server_hostname="localhost")
        connection.sendall(f"{line}\r\nConnection: close\r\n\r\n".encode())
        with contextlib.suppress(ConnectionResetError):
            return b"".join(iter(lambda: connection.recv(65536), b"")).decode().split("\r\n\r\n")[0]
    return ""


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def ask(port, host, secure=False):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.connect()
    if secure:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection.sock = context.wrap_socket(connection.sock, server_hostname=host)
    connection.request("GET", "/healthz", headers={"Host": host})
    return connection.getresponse()


def check(configuration):
    tried = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-p", configuration.parent, "-c", configuration, "-e", "stderr"],
        capture_output=True, text=True)
    assert tried.returncode == 0 and "[warn]" not in tried.stderr, tried.stderr
    verdict = subprocess.run(
        [sys.executable, "-m", "gixy", str(configuration)], capture_output=True, text=True)
    assert "No issues found" in verdict.stdout, verdict.stdout + verdict.stderr


def test_a_household_of_ipv6_is_one_address(rendered, tmp_path):
    """nginx's own map, asked for addresses as nginx itself writes them."""
    text = (rendered("development") / "rowhouse.conf").read_text()
    network = re.search(r"^map \$remote_addr \$rowhouse_network \{.*?^\}", text, re.M | re.S).group()
    port = free_port()
    configuration = tmp_path / "map.conf"
    configuration.write_text(f"""error_log stderr; pid "{tmp_path}/pid"; daemon off; {USER} events {{}}
        http {{ access_log off; {network}
          server {{ listen 127.0.0.1:{port}; set_real_ip_from 127.0.0.1; real_ip_header X-Address;
            keepalive_requests 100000; location / {{ return 200 $rowhouse_network; }} }} }}""")
    server = subprocess.Popen(["/usr/sbin/nginx", "-p", tmp_path, "-c", configuration, "-e", "stderr"])
    try:
        until(lambda: answers(port))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

        def key(address):
            connection.request("GET", "/", headers={"X-Address": address})
            return connection.getresponse().read().decode()

        assert key("192.0.2.7") == key("::ffff:192.0.2.7") == "192.0.2.7"
        found = {}
        for address in some_addresses():
            household = ipaddress.ip_network((address, 64), strict=False)
            assert found.setdefault(household, key(str(address))) == key(str(address)), address
        assert len(set(found.values())) == len(found), "two households share a key"
    finally:
        server.terminate()
        server.wait(10)


def some_addresses():
    """Full of zeros, which are written in many ways; those before 1000:: are nobody's."""
    dice = random.Random(64)
    for _ in range(3000):
        groups = [dice.choice([0, 0, 1, 0xDB8]) for _ in range(8)]
        yield ipaddress.IPv6Address(":".join(f"{group:x}" for group in [0x2001] + groups[1:]))


def test_a_flood_fills_no_door_but_its_own(make_site):
    """From twelve addresses as hard as they can; whoever comes from elsewhere is let through by nginx."""
    site = make_site().wait_until_ready()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}

    def knock(number, path="/sign-in"):
        connection = http.client.HTTPConnection(
            "127.0.0.1", site.port, timeout=60, source_address=(f"127.9.9.{number % 12 + 1}", 0))
        connection.request("POST", path, f"name=nobody{number}&password=wrong", form)
        return connection.getresponse().status

    with concurrent.futures.ThreadPoolExecutor(400) as crowd:
        flood = [crowd.submit(knock, number) for number in range(400)]
        until(lambda: any(one.done() and one.result() == 429 for one in flood), 60)
        assert not all(one.done() for one in flood), "it is still going on"
        assert site.request("/sign-in/passkey/options", "POST", b"", form).status == 200
        known = {**form, "Cookie": "device=" + "0" * 64}  # only the program knows that it isn't
        for headers in (form, known):
            assert site.request("/sign-in", "POST", b"name=a&password=b", headers).status != 429
        assert {one.result() for one in flood} <= {422, 429, 503}


def test_what_hashes_nothing_is_counted_apart(make_site):
    site = make_site().wait_until_ready()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}

    def ask(_):
        return site.request("/sign-in/passkey/options", "POST", b"", form).status

    with concurrent.futures.ThreadPoolExecutor(60) as crowd:
        statuses = set(crowd.map(ask, range(60)))
        assert 429 in statuses
        assert site.request("/sign-in", "POST", b"name=a&password=b", form).status == 422


def test_whoever_knocks_too_often_is_turned_away_and_others_are_not(make_site):
    site = make_site().wait_until_ready()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}

    def knock(_):
        return site.request("/sign-in", "POST", b"name=nobody&password=wrong", form)

    with concurrent.futures.ThreadPoolExecutor(40) as crowd:
        answers = list(crowd.map(knock, range(40)))
    turned_away = [answer for answer in answers if "Many people are at the door" in answer.text]
    assert turned_away and {answer.status for answer in turned_away} == {429}
    assert turned_away[0].headers["Retry-After"] == "5"
    assert site.request("/sign-in").status == 200


def test_a_proxy_that_is_named_says_for_whom_it_speaks(make_site):
    """And nobody else does, nor does it hear more than the last word that is not its own."""
    named = make_site(ROWHOUSE_PROXIES="127.0.0.1, 192.0.2.0/24").wait_until_ready()
    alone = make_site().wait_until_ready()
    for site in (named, alone):
        for words in ("203.0.113.9", "198.51.100.1, 203.0.113.9", "203.0.113.9, 192.0.2.8"):
            assert site.request("/forums/", headers={"X-Forwarded-For": words, "Cookie": "session=none"}).status == 200

    def addresses(site):
        lines = (site.data / "logs/access.log").read_text().splitlines()
        found = [line.split()[0] for line in lines if '"GET /forums/"' in line]
        return set(found) if len(found) == 3 else None

    assert until(lambda: addresses(named)) == {"203.0.113.9"}
    assert until(lambda: addresses(alone)) == {"127.0.0.1"}


def test_a_proxy_that_is_named_says_by_which_name_they_came(make_site):
    """Who opened the site by another of its addresses is told so, and their words come back."""
    named = make_site(ROWHOUSE_PROXIES="127.0.0.1").wait_until_ready()
    alone = make_site().wait_until_ready()
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "http://rowhouse.lan:8081"}

    def refused(site, **more):
        answer = site.request("/forums/thread/1/reply", "POST", b"text=An+hour+of+work", {**form, **more})
        assert answer.status == 403 and site.url in answer.text
        return "you opened it by another one" in answer.text and "An hour of work" in answer.text

    for name in ("rowhouse.lan", "rowhouse.lan:8081", "rowhouse.lan, inner.lan"):
        assert refused(named, **{"X-Forwarded-Host": name})
        assert not refused(alone, **{"X-Forwarded-Host": name})
    assert not refused(named, **{"X-Forwarded-Host": "another.lan"})
    for site in (named, alone):
        assert not refused(site)
        head, page = site.send(
            "POST /forums/thread/1/reply HTTP/1.1\r\nHost: rowhouse.lan:8081\r\nConnection: close\r\n"
            + "".join(f"{name}: {value}\r\n" for name, value in form.items())
            + "Content-Length: 20\r\n\r\ntext=An+hour+of+work")
        assert " 403 " in head and "you opened it by another one" in page and "An hour of work" in page
