"""`rowhouse front`, and alters.csv beside it: whatever happens, both say the same, and the file is whole."""
import concurrent.futures
import json
import os
import re
import signal
import sqlite3
import subprocess

import pytest

from conftest import HOME, PROGRAMS
from site_process import until
from test_full_disk import disk, fill  # noqa: F401 (a fixture)

STEPS = ["openat", "write", "fsync", "fdatasync", "rename", "renameat2", "unlink", "ftruncate", "pwrite64"]


class Front:
    """A site that nobody serves: commands alone work on it."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "template/alters.csv"
        self.environment = {
            "PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(folder)}

    def run(self, *words, under=()):
        return subprocess.run(
            [*under, PROGRAMS / "rowhouse", "front", *words], env=self.environment, text=True,
            capture_output=True, timeout=120)

    def now(self):
        answer = self.run("--json")
        assert answer.returncode == 0, answer.stderr
        return [fronter["alter"] for fronter in json.loads(answer.stdout)["front"]]

    def in_file(self):
        """Who fronts by the file; fails if it is not whole."""
        lines = self.file.read_text().splitlines(keepends=True)
        assert lines[0].startswith("alter,fronting,") and len(lines) == 4, lines
        assert all(line.endswith("\n") and line.count(",") == lines[0].count(",") for line in lines), lines
        rows = [line.split(",") for line in lines[1:]]
        return [row[0] for row in sorted(rows, key=lambda row: row[2]) if row[1] == "1"]

    def leftovers(self):
        names = {path.name for path in self.file.parent.iterdir()}
        return {name for name in names if re.search(r"conflict|\.part$|\.next$|\.tmp$", name)}


@pytest.fixture
def front(tmp_path):
    front = Front(tmp_path / "data")
    assert front.run("set", "seles", "dexen").returncode == 0
    return front


def test_it_shows_switches_and_takes_back(front):
    assert front.now() == front.in_file() == ["seles", "dexen"]
    assert front.run("add", "Yuki", "--note", "visit").returncode == 0
    assert front.run("remove", "seles").returncode == 0
    assert front.now() == front.in_file() == ["dexen", "yuki"]
    assert re.search(r"^dexen +Dexen +since 20", front.run().stdout, re.M)
    again = front.run("set", "dexen", "yuki", "--json")
    assert again.returncode == 0 and not json.loads(again.stdout)["changed"]
    assert "that is how it was already" in again.stderr
    assert front.run("undo").returncode == 0
    assert front.now() == ["seles", "dexen", "yuki"]
    assert front.run("out").returncode == 0
    assert front.run().stdout == "nobody is fronting\n"
    assert front.run("set").returncode == 64


def test_a_hand_edit_and_the_command_meet(front):
    front.file.write_text(front.file.read_text().replace("yuki,0", "yuki,1"))
    assert front.run("remove", "dexen").returncode == 0
    assert front.now() == front.in_file() == ["seles", "yuki"]
    assert front.leftovers() == set()


def test_a_hand_edit_shows_within_a_second(make_site, tmp_path):
    site = make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()
    file = tmp_path / "template/alters.csv"
    until(file.exists)
    file.write_text("alter,fronting\nseles,0\ndexen,1\nyuki,0\n")
    question = """SELECT group_concat(slug) FROM template_span s JOIN template_alter a ON a.id = alter_id
        WHERE ended_at IS NULL"""
    until(lambda: site.ask(question) == "dexen", seconds=5)


def test_many_at_once(front):
    names = ["seles", "dexen", "yuki"] * 3
    with concurrent.futures.ThreadPoolExecutor(9) as pool:
        answers = list(pool.map(lambda name: front.run("set", name), names))
    assert [answer.returncode for answer in answers] == [0] * 9, [answer.stderr for answer in answers]
    assert front.now() == front.in_file() and len(front.now()) == 1
    assert front.leftovers() == set()
    with sqlite3.connect(front.folder / "app.db") as database:
        overlaps = database.execute(
            "SELECT count(*) FROM template_span WHERE ended_at < started_at").fetchone()
        live = database.execute("SELECT count(*) FROM template_span WHERE ended_at IS NULL").fetchone()
    assert overlaps == (0,) and live == (1,)


def traced(front, name, *strace):
    return front.run("set", name, under=["strace", "-f", *strace])


def steps(front, tmp_path):
    """How often each step happens in a switch: in all, and before the lock of the file is held."""
    trace = tmp_path / "trace"
    assert front.run("set", "dexen").returncode == 0  # what only the first one does is done
    assert traced(front, "yuki", "-o", trace, "-e", f"trace={','.join(STEPS)}").returncode == 0
    calls = [found for line in trace.read_text().splitlines() if (found := re.match(r"(\d+) +(\w+)\((.*)", line))]
    lock = next(call for call in calls if ".alters.csv.lock" in call.group(3))
    # strace counts for each thread by itself; one does it all.
    calls = [call for call in calls if call.group(1) == lock.group(1)]
    begin = calls.index(lock)
    for step in STEPS:
        places = [place for place, call in enumerate(calls) if call.group(2) == step]
        before = sum(place < begin for place in places)
        for number in range(before + 1, len(places) + 1):
            yield step, number


def test_killed_at_any_step_it_is_the_old_or_the_new_file_and_never_between(front, tmp_path):
    everything = list(steps(front, tmp_path))
    assert {step for step, _ in everything} >= {"openat", "write", "fsync", "fdatasync", "rename", "renameat2", "unlink"}
    killed, before = 0, front.now()
    for step, number in everything:
        text = front.file.read_text()
        wanted = "seles" if before == ["dexen"] else "dexen"
        answer = traced(
            front, wanted, "-o", "/dev/null", "-e", f"trace={step}", "-e", f"inject={step}:signal=KILL:when={number}")
        killed += answer.returncode in (-signal.SIGKILL, 137)
        if front.file.read_text() != text:
            assert front.in_file() == [wanted], (step, number)
        # The next to look brings both together, whichever it is.
        after = front.now()
        assert after in (before, [wanted]), (step, number)
        assert front.in_file() == after, (step, number)
        assert front.leftovers() == set(), (step, number)
        before = after
    assert killed > len(everything) * 0.9, f"{killed} of {len(everything)}"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_changes_nothing(disk):  # noqa: F811
    front = Front(disk)
    assert front.run("set", "seles").returncode == 0
    text = front.file.read_text()
    fill(disk)
    answer = front.run("set", "dexen")
    assert answer.returncode == 1 and len(answer.stderr.strip().splitlines()) == 1, answer.stderr
    assert front.file.read_text() == text
    (disk / "filler").unlink()
    assert front.now() == front.in_file() == ["seles"]
    assert front.run("set", "dexen").returncode == 0
    assert front.in_file() == ["dexen"] and front.leftovers() == set()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_where_only_the_file_has_no_room_the_change_stands_and_the_file_follows(disk, tmp_path):  # noqa: F811
    front = Front(tmp_path / "data")
    front.folder.mkdir()
    (front.folder / "template").symlink_to(disk)
    assert front.run("set", "seles").returncode == 0
    text = front.file.read_text()
    fill(disk)
    assert front.run("set", "dexen").returncode == 0
    assert front.now() == ["dexen"]
    assert front.file.read_text() == text
    (disk / "filler").unlink()
    assert front.now() == front.in_file() == ["dexen"]
    assert front.leftovers() == set()
