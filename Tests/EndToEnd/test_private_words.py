"""Tokens, private names and what somebody typed stand in no log, no file name and no list of processes, whatever
goes wrong: each is planted, then looked for. Who comes in and who is kept out stands there."""
import concurrent.futures
import contextlib
import os
import pathlib
import re
import secrets
import signal
import socket
import sqlite3
import threading
import urllib.parse

import pytest

import people
from site_process import until


def unheard(word):
    """A word that stands nowhere on this machine."""
    return f"{word}{secrets.token_hex(6)}"


class Visitor:
    """Somebody who sends forms, with the cookies that they got."""

    def __init__(self, site):
        self.site, self.cookies = site, {}

    def ask(self, path, fields=None, **headers):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), **headers}
        body = None
        if fields is not None:
            headers = {"Origin": self.site.url, "Content-Type": "application/x-www-form-urlencoded", **headers}
            body = urllib.parse.urlencode(fields).encode()
        answer = self.site.request(path, "GET" if body is None else "POST", body, headers)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def sign_in(self, name, password=people.PASSWORD):
        return self.ask("/sign-in", {"name": name, "password": password})


class Processes:
    """What all processes of this machine were started with, looked at again and again."""

    def __init__(self):
        self.lines, self.isOver = set(), threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.isOver.wait(0.005):
            for pid in filter(str.isdigit, os.listdir("/proc")):
                with contextlib.suppress(OSError):
                    self.lines.add(open(f"/proc/{pid}/cmdline", errors="replace").read())

    def stop(self):
        self.isOver.set()
        self.thread.join()


@pytest.fixture
def processes():
    processes = Processes()
    yield processes
    processes.stop()


@pytest.fixture
def watched(make_site):
    """A site whose nginx tells all it may: at the lowest level that a file can have."""
    site = make_site(ROWHOUSE_WORKERS=2).wait_until_ready()
    site.set("sign-up.pause", 0)
    configuration = site.data / "run/nginx/nginx.conf"
    text = configuration.read_text()
    assert "warn;" in text
    configuration.write_text(text.replace("warn;", "debug;"))
    before = set(site.processes("nginx: worker"))
    os.kill(next(iter(site.processes("nginx: master"))), signal.SIGHUP)
    until(lambda: not before & set(site.processes("nginx: worker")))
    assert "start worker process" in (site.data / "logs/nginx.log").read_text()
    return site


def everything_written(site, processes):
    """By where it was found: what nobody else may read must be in none of it."""
    # The address of the first admin is for the terminal of whoever starts the site, once.
    found = {"terminal": "\n".join(line for line in site.lines if "first admin is made at" not in line)}
    for file in (site.data / "logs").iterdir():
        found[file.name] = file.read_text(errors="replace")
    found["file names"] = "\n".join(
        str(pathlib.Path(folder) / name) for folder, folders, files in os.walk(site.data) for name in folders + files)
    found["processes"] = "\n".join(processes.lines)
    return found


def token_in(text, door):
    return re.search(re.escape(door) + r"([\w-]{20,})", text).group(1)


def test_what_is_planted_stands_nowhere(watched, processes):
    site, planted = watched, {}

    def plant(kind, word=None):
        planted[kind] = word or unheard(kind)
        return planted[kind]

    # Accounts, and ways in that are right, wrong and mistaken.
    setup = token_in(site.first_admin_address(), "/setup/")
    plant("setup", setup)
    password = plant("password")
    keeper, guest = Visitor(site), Visitor(site)
    assert keeper.ask(f"/setup/{setup}").status == 200
    assert keeper.ask(f"/setup/{setup}", {"name": "keeper", "password": password}).status == 303
    site.run("user", "add", "zoe", stdin=people.PASSWORD)
    zoe = Visitor(site)
    assert zoe.sign_in("zoe").status == 303
    guest.sign_in("zoe", plant("wrong"))
    guest.sign_in(plant("slip"), "x")
    guest.ask(f"/{plant('address')}", Referer=f"{site.url}/{plant('referer')}")
    guest.ask(f"/forums/{plant('below')}?q={plant('query')}")
    guest.ask(f"/static/{plant('file')}.css")
    guest.ask(f"/forums/thread/1/{plant('deep')}", {})
    plant("session", next(word for name, word in zoe.cookies.items() if name.startswith("session")))

    # One-time addresses, used and unused.
    number = site.ask("SELECT id FROM admin_user WHERE name = 'zoe'")
    reset = plant("reset", token_in(keeper.ask(f"/admin/users/{number}/reset-link", {}).text, "/sign-in/reset/"))
    assert guest.ask(f"/sign-in/reset/{reset}").status == 200
    site.set("sign-up.mode", "invite")
    invitation = plant("invitation", token_in(zoe.ask("/account/invites", {}).text, "/sign-up/"))
    assert guest.ask(f"/sign-up/{invitation}").status == 200

    # What people write, and whom they keep to themselves.
    alter = plant("alter")
    made = zoe.ask("/account/system/alters/new", {"name": alter, "visibility": "private", "pronouns": plant("pronouns")})
    assert made.status == 303, made.text
    slug = site.ask("SELECT slug FROM template_alter WHERE name = ?", alter)
    zoe.ask("/forums/preview", {"text": plant("draft"), "title": plant("title")})
    assert keeper.ask("/rtc/rooms/new", {"name": "Hallway", "position": "1"}).status == 303
    keeper.ask("/rtc/room/1/message", {"body": plant("said"), "nonce": "12345678"})
    keeper.ask(f"/admin/users?q={plant('search')}")
    keeper.ask(f"/admin/faces/{slug}/templates")
    zoe.ask(f"/account/system?q={alter}")

    # Mail that nobody takes: its password and its words go to another program.
    with socket.create_server(("127.0.0.1", 0)) as mute:
        for name, value in {"host": "localhost", "port": mute.getsockname()[1], "security": "none",
                            "from": "site@example.org"}.items():
            site.set(f"mail.{name}", value)
        for kind in ("user", "password"):
            site.run("setting", "set", f"mail.{kind}", stdin=plant(f"mail{kind}"))
        address = plant("mailbox") + "@example.org"
        zoe.ask("/account/mail", {"mail": address, "password-old": people.PASSWORD})
        mute.settimeout(20)
        connection, _ = mute.accept()
        until(lambda: any("curl" in line and "--config" in line for line in processes.lines))
        connection.close()
    until(lambda: "admin.letter-mail" in (site.data / "logs/rowhouse.log").read_text(), 20)

    # A database that is busy for too long, and workers that end meanwhile with a request in hand.
    with contextlib.closing(sqlite3.connect(site.data / "app.db")) as database, \
            concurrent.futures.ThreadPoolExecutor(40) as crowd:
        database.execute("BEGIN IMMEDIATE")
        refused = zoe.ask("/account/system/alters/new", {"name": plant("unkept"), "visibility": "private"})
        assert refused.status == 503
        lost = crowd.submit(guest.ask, f"/sign-in/reset/{reset}", {"password-new": plant("newpassword")})
        until(lambda: is_in_hand(site))
        for worker in site.processes("rowhouse-web"):
            os.kill(worker, signal.SIGKILL)
        assert lost.result().status == 503
        database.rollback()
        until(lambda: site.request("/healthz").status == 200)

        # One address that knocks too often.
        knocks = crowd.map(lambda _: guest.ask(f"/sign-in/reset/{reset}", {"password-new": "y"}), range(60))
        assert 429 in {knock.status for knock in knocks}

    # Requests that never reach a worker, and a door behind which nobody is.
    guest.ask(f"/sign-in/reset/{reset}", {"password-new": "x" * 1_100_000})
    with socket.create_connection(("127.0.0.1", site.port)) as raw:
        raw.sendall(f"GET /sign-in/reset/{reset} HTTP/1.1\r\nHost: a b\r\n\r\n".encode())
        assert b" 400 " in raw.recv(4096)
    os.rename(site.data / "run/web.sock", site.data / "run/gone.sock")
    assert guest.ask(f"/sign-in/reset/{reset}", Referer=f"{site.url}/sign-in/reset/{reset}").status == 503
    assert guest.ask(f"/sign-up/{invitation}").status == 503
    os.rename(site.data / "run/gone.sock", site.data / "run/web.sock")
    until(lambda: site.request("/healthz").status == 200)
    # Each process of nginx writes its lines a second later: of a door behind which nobody was, and of a worker lost.
    for line in (r'"GET /sign-up/..." 503 .* 502 - ', r'"GET /sign-in/..." 503 .* 502 - ',
                 r'"POST /sign-in/..." 503 .* 502 \d'):
        until(lambda: re.search(line, (site.data / "logs/access.log").read_text()))

    processes.stop()
    for place, text in everything_written(site, processes).items():
        for kind, word in planted.items():
            assert word not in text, f"{kind} stands in {place}: {text[max(0, text.find(word) - 300):][:600]}"
    log = (site.data / "logs/rowhouse.log").read_text()
    assert slug not in log
    assert "database is locked" in log, "the cause is still told"
    access = (site.data / "logs/access.log").read_text()
    assert '"GET /sign-in/reset/..." 200' in access and '"POST /rtc/room/1/message" 303' in access


def is_in_hand(site):
    """Whether a worker has taken a connection: it is established and belongs to a process (proc(5), net/unix)."""
    with open("/proc/net/unix") as sockets:
        lines = [line.split() for line in sockets if str(site.data / "run/web.sock") in line]
    return any(line[5] == "03" and line[6] != "0" for line in lines)


def test_who_comes_in_and_who_is_kept_out(make_site):
    site = make_site().wait_until_ready()
    site.run("user", "add", "zoe", stdin=people.PASSWORD)
    number = site.ask("SELECT id FROM admin_user WHERE name = 'zoe'")
    zoe, guest = Visitor(site), Visitor(site)
    # First: an address with mistakes waits at the door for a place.
    zoe.sign_in("zoe")
    guest.sign_in("nobody-of-this-name", "x")
    for _ in range(4):
        guest.sign_in("zoe", "wrong")
    zoe.ask("/admin/audit")
    guest.ask("/account/name", {"name": "x"})
    guest.ask("/account/name", {"name": "x"}, Origin="https://elsewhere.example")
    guest.ask("/sign-in/reset/" + "a" * 43)
    zoe.ask("/account/password", {"password-old": "wrong", "password-new": people.PASSWORD})
    zoe.ask("/sign-out", {})
    log = until(lambda: (text := (site.data / "logs/rowhouse.log").read_text()).count("sign-out") and text)
    for sentence in [
            "sign-in refused: unknown name", "request refused: not signed in",
            "request refused: from another site", "one-time address refused: unknown or used"]:
        assert sentence in log, log
    for sentence in ["sign-in refused: wrong password", "sign-in granted", "request refused: may not",
                     "password again refused: wrong", "sign-out granted"]:
        line = next(line for line in log.splitlines() if sentence in line)
        assert f" account={number} " in line and " address=127.0.0.1 " in line, line
        assert re.search(r" request=[0-9a-f]{32} ", line), line
    assert "nobody-of-this-name" not in log
    assert log.count("sign-in refused: wrong password") <= 2, "each of two workers sums repetitions up"
