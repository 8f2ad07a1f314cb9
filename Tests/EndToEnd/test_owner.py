"""Whoever starts a program: what it makes belongs to the data's owner, and is closed to others."""
import json
import os
import pathlib
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile

import pytest

import fastcgi
from conftest import HOME, PROGRAMS
from site_process import until
from test_fastcgi import Worker

NOBODY = pwd.getpwnam("nobody")
rooted = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")


@pytest.fixture
def place():
    """A folder that everybody may reach, with what the programs read and nobody's empty data."""
    place = pathlib.Path(tempfile.mkdtemp(prefix="rowhouse-owner-"))
    place.chmod(0o755)
    for folder in ("templates", "static", "modules", "nginx"):
        shutil.copytree(HOME / folder, place / "home" / folder, ignore=shutil.ignore_patterns("*.swift", "data"))
    subprocess.run(["chmod", "-R", "a+rX", place / "home"], check=True)
    (place / "data").mkdir(mode=0o751)
    os.chown(place / "data", NOBODY.pw_uid, NOBODY.pw_gid)
    yield place
    shutil.rmtree(place)


def environment(place):
    return {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(place / "home"), "ROWHOUSE_DATA": str(place / "data")}


def run(place, *words, stdin=""):
    return subprocess.run([PROGRAMS / "rowhouse", *words], env=environment(place), input=stdin, text=True,
                          capture_output=True, timeout=60, umask=0o022)


def files(folder):
    return [path for path in folder.rglob("*") if not path.is_symlink()]


def status_of(pid):
    return dict(line.split(":\t") for line in open(f"/proc/{pid}/status").read().splitlines() if ":\t" in line)


@rooted
def test_what_root_makes_is_the_owners(place):
    """The first `user add` of an installed box made databases that no worker could open."""
    added = run(place, "user", "add", "david", stdin="correct horse battery\n")
    assert added.returncode == 0, added.stderr
    # Of a file that its owner may not read.
    (place / "system.json").write_text('{"version": 2, "name": "Reeds", "members": [{"id": "aaaaa", "name": "Iris"}], "switches": []}')
    (place / "system.json").chmod(0o600)
    brought = run(place, "import", str(place / "system.json"), "--account", "david")
    assert brought.returncode == 0, brought.stderr
    for words in (["user", "password", "david"], ["user", "role", "david", "admin"], ["audit", "anchor"], ["maintain"]):
        done = run(place, *words, stdin="correct horse battery\n")
        assert done.returncode == 0, done.stderr
    assert {"app.db", "registry.db", "admin/limits.db", "rtc/sessions.db", "run/app.write-gate-1", "template/.import.lock"} <= {
        str(path.relative_to(place / "data")) for path in files(place / "data")}
    for path in files(place / "data"):
        kept = path.stat()
        assert (kept.st_uid, kept.st_gid) == (NOBODY.pw_uid, NOBODY.pw_gid), path
        assert kept.st_mode & 0o007 == 0, f"{path} {stat.filemode(kept.st_mode)}"

    worker = Worker(place, ["env", f"ROWHOUSE_HOME={place / 'home'}"])
    try:
        answer, _ = worker.ask(fastcgi.post("/sign-in", b"name=david&password=correct+horse+battery"))
        assert answer.startswith(b"Status: 303"), answer
        assert status_of(worker.process.pid)["Umask"] == "0027"
        assert status_of(worker.process.pid)["Uid"].split() == [str(NOBODY.pw_uid)] * 4
    finally:
        worker.process.kill()
        worker.process.wait()


@rooted
@pytest.mark.parametrize("program", ["rowhouse-jobs", "rowhouse-live"])
def test_a_program_that_root_starts_is_the_owner(place, program):
    with subprocess.Popen([PROGRAMS / program], env=environment(place), stderr=subprocess.PIPE, umask=0o022) as process:
        try:
            until(lambda: (place / "data/rtc/sessions.db").exists(), 20)
            status = status_of(process.pid)
            assert status["Uid"].split() == [str(NOBODY.pw_uid)] * 4
            assert status["Gid"].split() == [str(NOBODY.pw_gid)] * 4
            assert status["Umask"] == "0027"
            assert status["Groups"].split() in ([], [str(NOBODY.pw_gid)])
        finally:
            process.send_signal(signal.SIGTERM)
    assert {path.stat().st_uid for path in files(place / "data")} == {NOBODY.pw_uid}


@rooted
def test_the_doctor_names_each_file_and_what_to_type(place):
    run(place, "migrate")
    data = place / "data"
    os.chown(data / "admin/limits.db", 0, 0)
    (data / "app.db").chmod(0o644)
    (data / "registry.db").chmod(0o440)
    (data / "exports").chmod(0o755)
    answer = run(place, "doctor", "--json")
    assert answer.returncode == 1
    wrong = {finding["subject"]: finding["words"] for finding in json.loads(answer.stdout) if not finding["isWell"]}
    assert wrong[f"{data}/admin/limits.db"] == f"belongs to root; type: chown nobody: '{data}/admin/limits.db'"
    assert wrong[f"{data}/app.db"] == f"is open to others; type: chmod o-rwx '{data}/app.db'"
    assert wrong[f"{data}/registry.db"] == f"can't be written by its owner; type: chmod u+rw '{data}/registry.db'"
    assert wrong[f"{data}/exports"] == f"is open to others; type: chmod o-rw '{data}/exports'"
    assert len([subject for subject in wrong if subject.startswith(str(data))]) == 4
    for words in wrong.values():
        if "type: " in words:
            subprocess.run(words.split("type: ")[1], shell=True, check=True)
    assert run(place, "doctor").returncode == 0


def test_everything_that_runs_keeps_others_out(site):
    running = site.processes()
    kinds = {name.split("/")[-1].split()[0] for name in running.values()}
    assert {"rowhouse-web", "rowhouse-live", "rowhouse-jobs"} <= kinds
    assert {status_of(pid)["Umask"] for pid in running} == {"0027"}
    open_to_others = [path for path in files(site.data) if path.lstat().st_mode & 0o007]
    assert open_to_others == []
