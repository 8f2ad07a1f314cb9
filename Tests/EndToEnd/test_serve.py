"""rowhouse serve: starts all, keeps all running, refuses what can't work, leaves nothing behind."""
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request

import pytest

from conftest import HOME, PROGRAMS
from site_process import free_port, until


def test_stops_within_three_seconds_and_leaves_nothing(make_site):
    site = make_site().wait_until_ready()
    assert site.request("/healthz").status == 200
    before = time.monotonic()
    site.process.send_signal(signal.SIGINT)
    assert site.process.wait(5) == 0
    assert time.monotonic() - before < 3
    assert site.processes() == {}
    assert os.listdir(site.data / "run") == []


def test_killed_itself_it_still_leaves_no_process(make_site):
    site = make_site().wait_until_ready()
    assert len(site.processes()) >= 8  # itself, two workers, daemon, background work, nginx with two of its own
    site.process.kill()
    until(lambda: not site.processes())


def test_starts_again_after_that(make_site, tmp_path):
    first = make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()
    first.process.kill()
    first.process.wait()
    make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()


@pytest.mark.parametrize("kind", ["rowhouse-web", "rowhouse-live", "rowhouse-jobs", "nginx: master"])
def test_brings_back_what_dies_and_says_so(make_site, kind):
    site = make_site().wait_until_ready()
    (victim, *others) = site.processes(kind)
    os.kill(victim, signal.SIGKILL)
    site.wait_for_line(rf"\({victim}\) was ended by signal 9; starting it again in")
    until(lambda: len(site.processes(kind)) == len(others) + 1 and victim not in site.processes(kind))
    until(lambda: site.request("/healthz").status == 200)


@pytest.mark.parametrize("settings, words", [
    ({"ROWHOUSE_WORKERS": "many"}, "ROWHOUSE_WORKERS is many; it must be a number from 1 to 64"),
    ({"ROWHOUSE_COLOUR": "red"}, "ROWHOUSE_COLOUR is no setting"),
    ({"ROWHOUSE_BASE_URL": "example.org"}, "ROWHOUSE_BASE_URL is example.org"),
    ({"ROWHOUSE_HOME": "/nowhere"}, "ROWHOUSE_HOME is /nowhere"),
    ({"ROWHOUSE_DATA": "/proc/rowhouse"}, "cannot write in /proc/rowhouse"),
    ({"ROWHOUSE_RUN": "/tmp/" + "long" * 30}, "too long for a socket"),
    ({"ROWHOUSE_LISTEN": "203.0.113.1:8080"}, "cannot use 203.0.113.1:8080"),
])
def test_refuses_in_one_line(make_site, settings, words):
    site = make_site(**settings)
    refused(site, words)
    assert site.processes() == {}


def test_refuses_a_port_in_use(make_site):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused(make_site(ROWHOUSE_LISTEN=port), f"port {port} is in use")


@pytest.mark.parametrize("more", [{}, {"ROWHOUSE_RUN": "elsewhere"}])
def test_refuses_a_second_one_on_the_same_data(make_site, tmp_path, more):
    first = make_site(ROWHOUSE_DATA=tmp_path / "data").wait_until_ready()
    more = {name: tmp_path / folder for name, folder in more.items()}
    refused(make_site(ROWHOUSE_DATA=tmp_path / "data", **more), "another rowhouse serve runs in")
    assert len(first.processes("rowhouse-jobs")) == len(first.processes("rowhouse-live")) == 1


def test_refuses_data_that_the_services_work_on(make_site, tmp_path):
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(tmp_path)}
    with subprocess.Popen([PROGRAMS / "rowhouse-jobs"], env=environment) as jobs:
        until((tmp_path / "guarded/jobs.lock").exists)
        site = make_site(ROWHOUSE_DATA=tmp_path, ROWHOUSE_RUN=tmp_path / "elsewhere")
        refused(site, f"the site runs already on {tmp_path}")
        jobs.terminate()


def test_says_when_its_folder_is_taken_away_and_mends_it(make_site, tmp_path):
    site = make_site(ROWHOUSE_RUN=tmp_path / "run").wait_until_ready()
    before = site.processes("rowhouse-")
    shutil.rmtree(tmp_path / "run")
    site.wait_for_line(f"{tmp_path}/run was taken away")
    site.wait_for_line(f"ready {site.url}/")
    assert site.request("/forums/").status == 200
    after = site.processes("rowhouse-")
    assert len(after) == len(before) and not set(after) & set(before)
    assert site.stop() == 0


def test_goes_on_while_nobody_listens(tmp_path):
    port = free_port()
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(tmp_path),
                   "ROWHOUSE_LISTEN": str(port)}
    with open("/dev/full", "w") as full, subprocess.Popen(
            [PROGRAMS / "rowhouse", "serve"], env=environment, stdout=full, stderr=full) as serve:
        try:
            until(lambda: is_well(port), 30)
            (worker, *_) = subprocess.run(["pgrep", "-P", str(serve.pid), "-f", "rowhouse-web"], capture_output=True,
                                          text=True, check=True).stdout.split()
            os.kill(int(worker), signal.SIGKILL)
            until(lambda: not os.path.exists(f"/proc/{worker}"))
            until(lambda: is_well(port))
            assert serve.poll() is None
        finally:
            serve.terminate()
    assert serve.returncode == 0


def is_well(port):
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def refused(site, words):
    assert site.process.wait(10) not in (0, None)
    site_lines = until(lambda: site.lines)
    assert len(site_lines) == 1, site_lines
    assert words in site_lines[0]


def test_stops_in_time_while_pages_are_open(make_site, chromium):
    site = make_site().wait_until_ready()
    page = chromium.new_page(base_url=site.url)
    with page.expect_response("**/live"):
        page.goto("/")
    before = time.monotonic()
    assert site.stop() == 0
    assert time.monotonic() - before < 3
    assert site.processes() == {}
    page.close()
