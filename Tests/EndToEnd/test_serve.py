"""rowhouse serve: starts all, keeps all running, refuses what can't work, leaves nothing behind."""
import os
import signal
import socket
import time

import pytest

from site_process import until


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



def test_refuses_a_second_one_on_the_same_data(make_site, tmp_path):
    make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()
    refused(make_site(ROWHOUSE_DATA=tmp_path), "another rowhouse serve runs in")


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
