"""The WebSocket codec of rowhouse-live passes Autobahn, strictly."""
import json
import os
import pathlib
import socket
import subprocess

import pytest

from conftest import HOME, PROGRAMS
from site_process import free_port, until

PORT = pathlib.Path(__file__).parent / "autobahn/port.sh"
WORK = HOME / ".build/autobahn"
SECTIONS = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]
GOOD = {"OK", "INFORMATIONAL"}


@pytest.fixture(scope="session")
def suite():
    if not (WORK / "ready").exists():
        WORK.mkdir(parents=True, exist_ok=True)
        subprocess.run(["bash", PORT, WORK], check=True, capture_output=True, timeout=300)
        (WORK / "ready").touch()
    return WORK


@pytest.fixture
def echo():
    port = free_port()
    process = subprocess.Popen([PROGRAMS / "rowhouse-live", "--echo", str(port)])
    until(lambda: answers(port))
    yield port
    process.kill()
    process.wait()


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def test_every_case_passes_strictly(suite, echo, tmp_path):
    cases = ["*"] if os.environ.get("AUTOBAHN") == "all" else SECTIONS
    (tmp_path / "spec.json").write_text(json.dumps({
        "outdir": str(tmp_path / "reports"), "cases": cases, "exclude-cases": ["12.*", "13.*"],
        "servers": [{"agent": "live", "url": f"ws://127.0.0.1:{echo}"}], "exclude-agent-cases": {},
    }))
    # The exit code tells nothing; the report does.
    subprocess.run(
        [suite / "v3/bin/python", "-W", "ignore", "run.py", "-m", "fuzzingclient", "-s", tmp_path / "spec.json"],
        cwd=suite / "p3", capture_output=True, timeout=1200)
    results = json.loads((tmp_path / "reports/index.json").read_text())["live"]
    assert len(results) >= 240
    failed = {case: (result["behavior"], result["behaviorClose"]) for case, result in results.items()
              if {result["behavior"], result["behaviorClose"]} - GOOD}
    assert failed == {}
