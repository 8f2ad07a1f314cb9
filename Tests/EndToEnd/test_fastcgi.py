"""One worker, spoken to as a web server would, and as a broken one would."""
import concurrent.futures
import os, pathlib, signal, socket, subprocess
import pytest
import fastcgi
from site_process import until

HOME = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ.get("ROWHOUSE_BIN", HOME / ".build/debug")) / "rowhouse-web"


class Worker:
    def __init__(self, folder, under=()):
        self.path = folder / "web.sock"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self.path))
        listener.listen(64)
        environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(folder / "data"),
                       "SWIFT_BACKTRACE": "enable=no"}
        self.process = subprocess.Popen([*under, PROGRAM], stdin=listener, env=environment, stderr=subprocess.PIPE,
                                        umask=0o022)
        listener.close()

    def ask(self, data):
        return fastcgi.ask(self.path, data)


@pytest.fixture
def worker(tmp_path):
    worker = Worker(tmp_path)
    yield worker
    worker.process.kill()
    worker.process.wait()


def still_answers(worker):
    return worker.ask(fastcgi.get("/robots.txt"))[0].startswith(b"Status: 200")


def reads_from_a_peer(worker):
    """Whether it is in a system call on a socket just now (proc_pid_syscall(5))."""
    process = pathlib.Path("/proc") / str(worker.process.pid)
    words = (process / "syscall").read_text().split()
    file = process / "fd" / str(int(words[1], 16)) if len(words) > 1 else None
    return bool(file) and file.is_symlink() and os.readlink(file).startswith("socket:")


def status(answer):
    return answer[0].split(b"\r\n")[0]


def test_a_page_comes_with_its_length(worker):
    head, body = worker.ask(fastcgi.get("/robots.txt"))[0].split(b"\r\n\r\n", 1)
    assert f"Content-Length: {len(body)}".encode() in head and body.startswith(b"User-agent")


def test_head_has_the_headers_and_no_body(worker):
    head, body = worker.ask(fastcgi.get("/robots.txt", REQUEST_METHOD="HEAD"))[0].split(b"\r\n\r\n", 1)
    assert b"Content-Length" in head and body == b""


def test_an_unchanged_page_is_not_sent_again(worker):
    head = worker.ask(fastcgi.get("/forums/"))[0].split(b"\r\n\r\n", 1)[0].decode()
    tag = next(line.split(": ")[1] for line in head.split("\r\n") if line.lower().startswith("etag"))
    again, body = worker.ask(fastcgi.get("/forums/", HTTP_IF_NONE_MATCH=tag))[0].split(b"\r\n\r\n", 1)
    assert again.startswith(b"Status: 304") and body == b""


def test_a_body_that_was_cut_short_is_refused(worker):
    body = b"name=somebody&password=a+long+enough+password"
    assert worker.ask(fastcgi.post("/sign-up", body, len(body) + 5))[0].startswith(b"Status: 400")
    assert still_answers(worker)


@pytest.mark.parametrize("length", ["-1", "many", "99999999999999999999"])
def test_a_wrong_content_length_is_refused(worker, length):
    assert worker.ask(fastcgi.post("/sign-up", b"a=1", length))[0].startswith((b"Status: 400", b"Status: 413"))
    assert still_answers(worker)


def test_an_oversized_body_is_refused(worker):
    assert worker.ask(fastcgi.post("/sign-up", b"a=" + b"x" * 2_000_000))[0].startswith(b"Status: 413")
    assert still_answers(worker)


def test_bytes_that_are_no_text_are_refused(worker):
    assert worker.ask(fastcgi.get(b"/forums/\xff\xfe".decode("latin-1")))[0].startswith(b"Status: 404")
    assert worker.ask(fastcgi.post("/sign-up", b"name=%ff%fe&password=x"))[0].startswith(b"Status: 400")
    assert still_answers(worker)


def test_ten_thousand_headers_are_no_trouble(worker):
    many = {f"HTTP_X_{number}": "x" * 20 for number in range(10_000)}
    assert worker.ask(fastcgi.get("/robots.txt", **many))[0].startswith(b"Status: 200")


def test_a_form_from_another_site_is_refused(worker):
    answer = worker.ask(fastcgi.post("/sign-up", b"a=1", HTTP_SEC_FETCH_SITE="cross-site"))[0]
    assert answer.startswith(b"Status: 403")


@pytest.mark.parametrize("noise", [b"", b"GET / HTTP/1.1\r\n\r\n", bytes(range(256)) * 40, fastcgi.begin()])
def test_a_peer_that_speaks_nonsense_harms_nobody(worker, noise):
    still_answers(worker)
    with fastcgi.connect(worker.path) as peer:
        peer.sendall(noise)
        peer.shutdown(socket.SHUT_WR)
        fastcgi.answer(peer)
    assert still_answers(worker)


def test_a_silent_peer_is_dropped(worker):
    still_answers(worker)
    with fastcgi.connect(worker.path) as silent:
        silent.sendall(fastcgi.begin() + fastcgi.record(fastcgi.PARAMS, b"\x0fREQUEST")[:12])
        assert still_answers(worker)


def test_sigterm_finishes_and_exits_with_zero(worker):
    assert still_answers(worker)
    worker.process.send_signal(signal.SIGTERM)
    assert worker.process.wait(5) == 0


def test_sigterm_while_a_request_is_in_hand_answers_it_first(worker):
    whole = fastcgi.post("/sign-up", b"name=somebody&password=short")
    calm = status(worker.ask(whole))
    with fastcgi.connect(worker.path) as peer:
        peer.sendall(whole[:-20])
        until(lambda: fastcgi.unread(peer) == 0 and reads_from_a_peer(worker))  # it waits for the rest of the body
        worker.process.send_signal(signal.SIGTERM)
        peer.sendall(whole[-20:])
        assert status(fastcgi.answer(peer)) == calm != b"Status: 400 Bad Request"
    assert worker.process.wait(5) == 0


def test_without_a_socket_it_says_so(tmp_path):
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(tmp_path)}
    done = subprocess.run([PROGRAM], stdin=subprocess.DEVNULL, env=environment, capture_output=True, text=True)
    assert done.returncode == 78 and "listening socket" in done.stderr


def test_a_body_is_taken_to_its_end_however_early_the_answer_comes(worker):
    """A web server whose last record finds nobody there throws the answer away."""
    long = b"name=" + b"x" * 200_000
    for path, body, more in [
            ("/sign-in", b"name=a&password=b", {}), ("/sign-in", long, {}), ("/nowhere", long, {}),
            ("/sign-up", long, {"HTTP_SEC_FETCH_SITE": "cross-site"})]:
        whole = fastcgi.post(path, body, **more)
        with fastcgi.connect(worker.path) as peer:
            peer.sendall(whole[:-8])
            answered = fastcgi.answer(peer)[0]
            assert answered.startswith(b"Status: 4")
            peer.sendall(whole[-8:])  # raises if the worker has hung up
    assert still_answers(worker)


def test_who_never_ends_is_left(worker):
    still_answers(worker)
    with fastcgi.connect(worker.path) as peer:
        peer.sendall(fastcgi.post("/sign-in", b"name=a&password=b")[:-8])
        assert fastcgi.answer(peer)[0].startswith(b"Status: ")
        assert still_answers(worker)


def test_a_thousand_large_bodies_are_all_answered(site):
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url}
    asked = [
        ("/forums/thread/1/reply", form, 401), ("/account/name", form, 413),
        ("/forums/thread/1/reply", form | {"Origin": "https://elsewhere.example"}, 403), ("/nowhere", form, 404),
    ]

    def send(number):
        path, headers, status = asked[number % len(asked)]
        answer = site.request(path, "POST", b"body=" + b"x" * (131_072 + 97 * number), headers)
        return answer.status, status

    with concurrent.futures.ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(send, range(1000)))
    assert {got for got, _ in answers if got >= 500} == set(), [got for got, _ in answers if got >= 500]
