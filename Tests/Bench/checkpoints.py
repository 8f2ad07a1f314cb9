#!/usr/bin/env python3
"""The longest wait of a writer while rowhouse-jobs checkpoints on a slow disk: 10 ms a sync, 1 ms a page."""
import contextlib, os, pathlib, sqlite3, subprocess, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
PROGRAMS = pathlib.Path(os.environ.get("ROWHOUSE_BIN", HERE.parents[1] / ".build/release"))
SECONDS = 20


def measure(folder):
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", folder / "slow.so", HERE / "disk/slow.c"], check=True)
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HERE.parents[1]), "ROWHOUSE_DATA": str(folder / "data")}
    subprocess.run([PROGRAMS / "rowhouse", "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
    slow = {"LD_PRELOAD": str(folder / "slow.so"), "SLOW_BASE": "10000", "SLOW_PAGE": "1000"}
    jobs = subprocess.Popen([PROGRAMS / "rowhouse-jobs"], env=environment | slow, stderr=subprocess.DEVNULL)
    try:
        with contextlib.closing(sqlite3.connect(folder / "data/app.db", timeout=60, isolation_level=None)) as app:
            return waits(app)
    finally:
        jobs.terminate()
        jobs.wait()


def waits(app):
    """How long each commit of ten pages waited to begin, on a disk that is quick for the writer itself."""
    app.executescript("PRAGMA wal_autocheckpoint = 0; PRAGMA synchronous = OFF; CREATE TABLE load(text TEXT)")
    end, found = time.monotonic() + SECONDS, []
    while (begun := time.monotonic()) < end:
        app.execute("BEGIN IMMEDIATE")
        found.append(time.monotonic() - begun)
        app.executemany("INSERT INTO load VALUES(?)", [("x" * 3900,)] * 10)
        app.execute("COMMIT")
        time.sleep(0.05)
    return found


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        found = measure(pathlib.Path(folder))
    print(f"figure checkpoint-longest-wait {max(found) * 1000:.0f} ms")
