"""What a person is told is kept lies on the disk before they are told."""
import os, re, subprocess

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
