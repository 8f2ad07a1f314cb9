"""Checkpoints: nobody who wants to commit waits for a disk that takes up a long log."""
import contextlib
import os
import re
import sqlite3
import subprocess

import pytest

from conftest import HOME, PROGRAMS
from site_process import until

PAGES = 1500


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def environment(data):
    return {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(data)}


def write_a_long_log(data):
    with contextlib.closing(sqlite3.connect(data / "app.db", timeout=10)) as app:
        app.execute("PRAGMA wal_autocheckpoint = 0")  # rowhouse-jobs does that, and nobody else
        with app:
            app.execute("CREATE TABLE long(text TEXT)")
            app.executemany("INSERT INTO long VALUES(?)", [("x" * 3900,)] * PAGES)


def syncs(trace, file):
    """Of each sync of the file: how many pages it found there, and whether its thread kept others from committing."""
    found, pages, holders = [], 0, set()
    for line in trace.splitlines():
        thread = line.split()[0]
        if lock := re.search(r"/app\.db-shm>, F_SETLK, \{l_type=(F_\w+), .*l_start=120,", line):
            holders = holders | {thread} if lock[1] == "F_WRLCK" else holders - {thread}
        elif f"/{file}>" in line and "pwrite64(" in line:
            pages += 1
        elif f"/{file}>" in line and "fdatasync(" in line:
            found.append((pages, thread in holders))
            pages = 0
    return found


def test_the_disk_takes_up_a_long_log_while_everybody_may_commit(data, environment, tmp_path):
    subprocess.run([PROGRAMS / "rowhouse", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    trace = tmp_path / "trace"
    trace.touch()
    jobs = subprocess.Popen(
        ["strace", "-D", "-f", "-y", "-e", "trace=fcntl,pwrite64,fdatasync", "-o", trace, PROGRAMS / "rowhouse-jobs"],
        env=environment)
    try:
        until((data / "checkpoint.lock").exists, 30)
        write_a_long_log(data)
        until(lambda: sum(pages for pages, _ in syncs(trace.read_text(), "app.db")) >= PAGES, 30)
    finally:
        jobs.terminate()
        assert jobs.wait(20) == 0
    until(lambda: "+++ exited" in trace.read_text())
    found = syncs(trace.read_text(), "app.db")
    assert max(pages for pages, holds in found if not holds) >= PAGES
    assert max(pages for pages, holds in found if holds) <= 64
