"""`rowhouse serve` as a process that tests start, ask and stop."""
import contextlib
import http.client
import os
import pathlib
import queue
import re
import signal
import socket
import sqlite3
import subprocess
import threading
import time


def until(condition, seconds=10):
    """Waits for a condition, asking often; the answer is the condition's own."""
    end = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {condition}")
        time.sleep(0.02)
    return answer


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class SiteProcess:
    def __init__(self, home, programs, data, settings, inside=()):
        self.home, self.programs = home, programs
        self.data = pathlib.Path(settings.get("ROWHOUSE_DATA", data))
        self.port = settings.get("ROWHOUSE_LISTEN") or free_port()
        self.url = f"http://localhost:{self.port}"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("ROWHOUSE_")},
            "ROWHOUSE_HOME": str(home), "ROWHOUSE_DATA": str(self.data), "ROWHOUSE_LISTEN": str(self.port),
            **{name: str(value) for name, value in settings.items()},
        }
        self.lines, self.setup_address = [], None
        self.process = subprocess.Popen(
            [*inside, programs / "rowhouse", "serve"], env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, umask=0o022)
        self.news = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            self.news.put(line)
        self.news.put(None)

    def wait_for_line(self, pattern, seconds=30):
        """The first line, from now on, that matches; the text so far if the program ended instead."""
        end = time.monotonic() + seconds
        while (line := self.news.get(timeout=max(0.01, end - time.monotonic()))) is not None:
            if found := re.search(pattern, line):
                return found
        raise AssertionError("serve ended and said:\n" + "\n".join(self.lines))

    def wait_until_ready(self):
        self.wait_for_line(rf"^ready {self.url}/$")
        # Tests write faster than people do.
        self.change("INSERT OR IGNORE INTO setting (name, value) VALUES ('pace.seconds', '0')")
        return self

    def set(self, setting, value):
        answer = self.run("setting", "set", setting, str(value))
        assert answer.returncode == 0, answer.stderr

    def first_admin_address(self):
        return self.wait_for_line(r"first admin is made at (\S+)").group(1)

    def run(self, *words, stdin=None):
        """Another rowhouse command on the same data."""
        return subprocess.run(
            [self.programs / "rowhouse", *words], env=self.environment, text=True, input=stdin,
            capture_output=True, timeout=60, umask=0o022)

    def change(self, statement, *values):
        """Changes app.db behind the site's back, as time would."""
        with contextlib.closing(sqlite3.connect(self.data / "app.db", timeout=10)) as database:
            database.execute("PRAGMA wal_autocheckpoint = 0")  # rowhouse-jobs does that, and nobody else
            with database:
                database.execute(statement, values)

    def ask(self, question, *values):
        """The first value of app.db's answer."""
        with contextlib.closing(sqlite3.connect(self.data / "app.db", timeout=10)) as database:
            row = database.execute(question, values).fetchone()
            return row and row[0]

    def forget_tries(self):
        """As a quarter of an hour without tries at the door does."""
        with contextlib.closing(sqlite3.connect(self.data / "admin/limits.db", timeout=10)) as database:
            database.execute("PRAGMA wal_autocheckpoint = 0")
            with database:
                database.execute("DELETE FROM admin_try")

    def request(self, path, method="GET", body=None, headers={}, whole=True):
        """One request with the path exactly as it is given; of an endless answer only the head."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.putrequest(method, path, skip_accept_encoding=True)
        if body is not None:
            headers = {"Content-Length": str(len(body)), **headers}
        for name, value in headers.items():
            connection.putheader(name, value)
        connection.endheaders(body)
        answer = connection.getresponse()
        answer.bytes = answer.read() if whole else b""
        answer.text = answer.bytes.decode(errors="replace")
        connection.close()
        return answer

    def send(self, text):
        """Bytes as they are; the answer's head and body."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(text.encode("latin-1"))
            answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode("latin-1")
        head, _, body = answer.partition("\r\n\r\n")
        return head, body

    def processes(self, kind=""):
        """What this site started and still runs: names by pids."""
        found = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                name = open(f"/proc/{pid}/cmdline").read().replace("\0", " ")
                if self._is_ours(pid) and kind in name:
                    found[int(pid)] = name
            except OSError:
                pass  # it has just ended
        return found

    def _is_ours(self, pid):
        """By our settings in its environment, or (nginx wipes that) by a file of ours that it holds open."""
        if f"ROWHOUSE_DATA={self.data}\0" in open(f"/proc/{pid}/environ", errors="replace").read():
            return True
        return any(
            os.readlink(f"/proc/{pid}/fd/{number}").startswith(str(self.data))
            for number in os.listdir(f"/proc/{pid}/fd"))

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
