"""The units: correct, tight, and every program lives under its filter and takes its socket from systemd."""
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys

import pytest

import fastcgi
from conftest import HOME, PROGRAMS
from site_process import until

UNITS = HOME / "systemd"
SERVICES = sorted(path.name for path in UNITS.glob("*.service"))


@pytest.fixture
def built(tmp_path):
    """The units with the paths of what was built here."""
    for unit in [*UNITS.glob("rowhouse*.[stp]*"), *UNITS.glob("*.mount")]:
        text = unit.read_text().replace("/usr/lib/rowhouse/", f"{PROGRAMS}/")
        (tmp_path / unit.name).write_text(text.replace("/usr/bin/rowhouse", f"{PROGRAMS}/rowhouse"))
    return tmp_path


def test_systemd_understands_every_directive(built):
    names = [unit.name.replace("@.", "@1.") for unit in built.iterdir() if unit.suffix in (
        ".service", ".socket", ".target", ".timer", ".mount")]
    verdict = subprocess.run(
        ["systemd-analyze", "verify", *(f"./{name}" for name in names)], cwd=built, capture_output=True,
        text=True)
    assert (verdict.returncode, verdict.stderr) == (0, "")


@pytest.mark.parametrize("name", SERVICES)
def test_exposure_is_small(built, name):
    verdict = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", f"./{name}"], cwd=built,
        capture_output=True, text=True)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize("path", sorted(UNITS.iterdir()), ids=lambda path: path.name)
def test_every_directive_is_explained(path):
    """A comment stands over each, or over the group that it is in."""
    explained = False
    for line in path.read_text().splitlines():
        explained = line.startswith("#") or (explained and line != "")
        if re.match(r"\w+=", line) and not line.startswith("Description="):
            assert explained, f"{path.name}: {line}"


@pytest.mark.parametrize("name", SERVICES)
def test_whoever_is_started_again_always_is(name):
    text = (UNITS / name).read_text()
    assert "Restart=" not in text or "\nStartLimitIntervalSec=0\n" in text.split("[Service]")[0]


@pytest.fixture
def run(tmp_path):
    """Starts a program under its unit's filter, on a socket as systemd hands it over if one is named."""
    processes = []
    for name in re.findall(r"^d /var/lib/rowhouse/(\S+)", (UNITS / "rowhouse.tmpfiles").read_text(), re.M):
        (tmp_path / name).mkdir(parents=True)

    def start(unit, program, *words, listen=None):
        command = [sys.executable, HOME / "Tests/EndToEnd/under_filter.py", UNITS / unit, PROGRAMS / program]
        command += words
        environment = {
            "PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(tmp_path),
            "ROWHOUSE_RUN": str(tmp_path)}
        if listen:
            command = ["systemd-socket-activate", f"--listen={listen}"] + [
                word for name, value in environment.items() for word in ("-E", f"{name}={value}")] + command
        processes.append(subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True))
        return processes[-1]

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ends(process):
    process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0, process.stderr.read()


def test_a_worker_takes_its_socket_from_systemd(run, tmp_path):
    process = run("rowhouse-web@.service", "rowhouse-web", listen=tmp_path / "web.sock")
    until((tmp_path / "web.sock").exists)
    answer, _ = fastcgi.ask(tmp_path / "web.sock", fastcgi.get("/forums/"))
    assert answer.startswith(b"Status: 200")
    ends(process)


def test_the_daemon_takes_its_socket_from_systemd(run, tmp_path):
    process = run("rowhouse-live.service", "rowhouse-live", listen=tmp_path / "live.sock")
    until((tmp_path / "live.sock").exists)
    with socket.socket(socket.AF_UNIX) as peer:
        peer.settimeout(30)
        peer.connect(str(tmp_path / "live.sock"))
        peer.sendall(b"GET /live HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert peer.recv(4096).startswith(b"HTTP/1.1 200")
    ends(process)


def test_background_work_lives_under_its_filter(run, tmp_path):
    process = run("rowhouse-jobs.service", "rowhouse-jobs")
    until(lambda: "jobs" in kinds(tmp_path), 20)
    ends(process)
    assert kinds(tmp_path) == []


def test_housekeeping_lives_under_its_filter(run):
    process = run("rowhouse-maintain.service", "rowhouse", "maintain")
    assert process.wait(20) == 0, process.stderr.read()


def kinds(data):
    if not (data / "registry.db").exists():
        return []
    with sqlite3.connect(data / "registry.db") as registry:
        try:
            return [kind for (kind,) in registry.execute("SELECT kind FROM process")]
        except sqlite3.OperationalError:
            return []  # not migrated yet
