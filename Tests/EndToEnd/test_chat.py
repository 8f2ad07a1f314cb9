"""Talking live: nothing lost, nothing twice."""
import os
import signal
import sqlite3
import subprocess

from playwright.sync_api import expect

import people
from conftest import HOME, PROGRAMS
from site_process import until


HANDSHAKE = {
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol": "rtc.v1.json"}


def test_two_people_hear_each_other(person, room):
    david, judith = person("david"), person("judith")
    for page in (david, judith):
        page.goto(room)
    people.say(david, "Is anybody up?")
    expect(judith.get_by_text("Is anybody up?")).to_be_visible()
    people.say(judith, "Always, at this hour")
    expect(david.get_by_text("Always, at this hour")).to_be_visible()
    expect(david.get_by_role("complementary").get_by_text(judith.name).first).to_be_visible()


def test_what_is_said_is_never_markup(person, room):
    david, judith = person("david"), person("judith")
    for page in (david, judith):
        page.goto(room)
    words = people.unique("bold and ")
    people.say(david, "<b>" + words.replace(" ", "</b><img src=x onerror=alert(1)> ", 1))
    for page in (david, judith):
        expect(page.get_by_text(words)).to_be_visible()
        assert page.locator("[data-body] b, [data-body] img[src=x]").count() == 0


def test_a_killed_daemon_loses_nothing_and_doubles_nothing(person, room, site):
    david, judith = person("david"), person("judith")
    for page in (david, judith):
        page.goto(room)
    mark = people.unique("storm")
    for number in range(100):
        if number in (30, 60):
            (daemon,) = site.processes("rowhouse-live")
            os.kill(daemon, signal.SIGKILL)
        for page in (david, judith):
            people.say(page, f"{mark} {page.name} {number}.")
    wanted = sorted(f"{mark} {page.name} {number}." for page in (david, judith) for number in range(100))
    for page in (david, judith):
        expect(page.locator("[data-messages]").get_by_text(mark)).to_have_count(200, timeout=30_000)
        assert sorted(page.locator("[data-messages]").get_by_text(mark).all_inner_texts()) == wanted


def test_the_room_works_by_form_alone(person, room):
    page = person("david", java_script_enabled=False)
    page.goto(room)
    text = people.unique("By post ")
    people.say(page, text)
    expect(page.get_by_text(text)).to_have_count(1)


def test_a_closed_house_shows_everybody_out(person, room, site):
    page = person("david")
    page.goto(room)
    people.say(page, people.unique("Still here "))
    try:
        assert site.run("module", "disable", "rtc").returncode == 0
        until(lambda: site.request("/rtc/ws", headers=HANDSHAKE | {"Origin": site.url}, whole=False).status == 404)
        assert page.goto(room).status == 404
    finally:
        assert site.run("module", "enable", "rtc").returncode == 0
    assert page.goto(room).status == 200


def test_a_daemon_that_cannot_begin_ends_with_a_status_and_a_line(tmp_path):
    """Going on would send everybody the whole log."""
    data, run = tmp_path / "data", tmp_path / "run"
    surroundings = os.environ | {
        "ROWHOUSE_DATA": str(data), "ROWHOUSE_RUN": str(run), "ROWHOUSE_HOME": str(HOME),
        "ROWHOUSE_BASE_URL": "http://localhost:8080"}

    def begin(**more):
        return subprocess.run(
            [PROGRAMS / "rowhouse-live"], env=surroundings | more, capture_output=True, text=True, timeout=60)

    assert begin(ROWHOUSE_BASE_URL="nonsense").returncode == 78
    made = subprocess.run(
        [PROGRAMS / "rowhouse", "migrate"], env=surroundings, capture_output=True, text=True, timeout=60)
    assert made.returncode == 0, made.stderr
    (rooms,) = data.rglob("sessions.db")
    with sqlite3.connect(rooms) as db:
        db.execute("DROP TABLE rtc_event")
    ended = begin()
    assert ended.returncode == 78 and "rtc_event" in ended.stderr
