"""What a person is told is kept lies on the disk before they are told."""
import contextlib, os, re, sqlite3, subprocess

import fastcgi
from site_process import until
from test_fastcgi import HOME, PROGRAM, Worker


def command(folder, *words, stdin=""):
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(folder / "data")}
    subprocess.run([PROGRAM.parent / "rowhouse", *words], input=stdin, text=True, env=environment, check=True,
                   stdout=subprocess.DEVNULL)


def test_an_answer_waits_for_the_disk(tmp_path):
    command(tmp_path, "user", "add", "david", stdin="correct horse battery\n")
    trace = tmp_path / "trace"
    worker = Worker(tmp_path, ["strace", "-D", "-f", "-y", "-s", "64", "-e", "trace=fdatasync,write", "-o", trace])
    try:
        answer, _ = worker.ask(fastcgi.post("/sign-in", b"name=david&password=correct+horse+battery"))
        assert answer.startswith(b"Status: 303")
    finally:
        worker.process.terminate()
        worker.process.wait()
    until(lambda: "+++ exited" in trace.read_text())
    calls = trace.read_text()
    told = calls.index("Status: 303")
    synced = [call.start() for call in re.finditer(r"fdatasync\(\d+<[^>]*/app\.db-wal>", calls)]
    assert any(place < told for place in synced), calls[-2000:]


def sign_in(worker):
    return worker.ask(fastcgi.post("/sign-in", b"name=david&password=correct+horse+battery"))[0]


def test_a_failed_sync_is_not_forgotten(tmp_path):
    """The kernel tells of lost pages once: whoever syncs next is told that all is well."""
    command(tmp_path, "user", "add", "david", stdin="correct horse battery\n")
    (tmp_path / "other").mkdir()
    (tmp_path / "other/data").symlink_to(tmp_path / "data")
    other = Worker(tmp_path / "other")
    assert sign_in(other).startswith(b"Status: 303")
    broken = Worker(tmp_path, ["strace", "-D", "-f", "-P", tmp_path / "data/app.db-wal", "-o", tmp_path / "trace",
                               "-e", "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=1"])
    workers = [broken, other]
    try:
        answer = sign_in(broken)
        assert answer.startswith(b"Status: 503") and b"say whether this was kept" in answer
        assert "EIO" in (tmp_path / "trace").read_text()
        # It meets the mark within a second, and may be gone before it is asked.
        refused = sign_in(other) if other.process.poll() is None else b"Status: 503"
        assert refused.startswith(b"Status: 503")
        assert [worker.process.wait(10) for worker in workers] == [74, 74]

        (tmp_path / "web.sock").unlink()
        workers.append(Worker(tmp_path))
        assert sign_in(workers[-1]).startswith(b"Status: 303")
    finally:
        for worker in workers:
            worker.process.kill()
            worker.process.wait()
    with contextlib.closing(sqlite3.connect(tmp_path / "data/app.db")) as app:
        assert app.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert app.execute("SELECT count(*) FROM admin_session").fetchone()[0] >= 2


def test_a_site_whose_disk_failed_starts_anew_by_itself(make_site, tmp_path):
    site = make_site().wait_until_ready()
    assert site.run("user", "add", "david", stdin="correct horse battery\n").returncode == 0

    def sign_in():
        return site.request(
            "/sign-in", "POST", b"name=david&password=correct+horse+battery",
            {"Content-Type": "application/x-www-form-urlencoded", "Origin": site.url})

    before = set(site.processes("rowhouse-"))
    workers = [word for pid in site.processes("rowhouse-web") for word in ("-p", str(pid))]
    with open(tmp_path / "said", "w") as said:
        subprocess.Popen(["strace", *workers, "-P", site.data / "app.db-wal", "-o", tmp_path / "trace", "-e",
                          "trace=fdatasync", "-e", "inject=fdatasync:error=EIO:when=1"], stderr=said)
    until(lambda: (tmp_path / "said").read_text().count("attached") == len(workers) / 2)
    answer = sign_in()
    assert answer.status == 503 and "say whether this was kept" in answer.text
    until(lambda: len(now := set(site.processes("rowhouse-"))) == len(before) and not now & before, 20)
    until(lambda: sign_in().status == 303)
    assert len([line for line in site.lines if "ended with 74" in line]) >= len(before)
