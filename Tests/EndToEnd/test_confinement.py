"""What a taken-over worker or daemon can't reach, and that the site does all its work all the same."""
import json
import os
import re
import shlex
import shutil
import socket
import signal
import subprocess
import sys
import time

import pytest
from playwright.sync_api import expect

import confinement
import people
from conftest import HOME, PROGRAMS
from site_process import SiteProcess, until
from test_import import png, read, expect_heading, system

UNITS = HOME / "systemd"
ALONE = HOME / "Tests/EndToEnd/under_filter.py"
pytestmark = pytest.mark.skipif(not confinement.is_possible(), reason="this box lets nobody make a namespace")


def make_places(data, run):
    """The folders that systemd-tmpfiles makes."""
    for kind, path in re.findall(r"^(d) (\S+)", (UNITS / "rowhouse.tmpfiles").read_text(), re.M):
        path = path.replace("/var/lib/rowhouse", str(data)).replace("/run/rowhouse", str(run))
        os.makedirs(path, exist_ok=True)


def break_in(unit, data, run):
    """What somebody could change who runs code in a service."""
    answer = subprocess.run(
        [sys.executable, ALONE, UNITS / unit, sys.executable, "-B", HOME / "Tests/EndToEnd/intruder.py", data, run,
         str(os.getpid())],
        env={"PATH": os.environ["PATH"], "ROWHOUSE_DATA": str(data), "ROWHOUSE_RUN": str(run)}, text=True,
        capture_output=True)
    assert answer.returncode == 0, answer.stderr
    return set(answer.stdout.splitlines())


@pytest.fixture
def places(tmp_path):
    """Data and sockets as they stand on a server, each guarded file with words in it."""
    data, run = tmp_path / "data", tmp_path / "run"
    make_places(data, run)
    for name in ("guarded/admin/anchors", "site/faces/seles/published", "public/sheet.css", "exports/a.zip",
                 "logs/access.log"):
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text("words")
    doors = [socket.socket(socket.AF_UNIX) for _ in range(2)]
    for door, name in zip(doors, ("web", "live")):
        door.bind(str(run / f"{name}.sock"))
    yield data, run
    for door in doors:
        door.close()


@pytest.mark.parametrize("unit", ["rowhouse-web@.service", "rowhouse-live.service"])
def test_nothing_that_is_guarded_can_be_changed(places, unit):
    assert break_in(unit, *places) == set()
    data, _ = places
    assert (data / "guarded/admin/anchors").read_text() == "words"
    assert (data / "mine/file").exists(), "its own folders are its own"


def test_the_tries_are_good_ones(places):
    """Without the unit's lines most of them go through."""
    done = break_in("rowhouse-jobs.service", *places)
    for wanted in ("a new file in guarded", "guarded renamed", "a new file in site", "public/sheet.css written",
                   "web.sock removed", "a link that leads there"):
        assert wanted in done


@pytest.mark.parametrize("unit", ["rowhouse-web@.service", "rowhouse-live.service"])
def test_the_unit_says_what_the_kernel_needs(unit):
    """Another user's namespace is why /proc leads nobody into rowhouse-jobs; what is missing must stop the start."""
    text = (UNITS / unit).read_text()
    for line in ("PrivateUsers=true", "PrivateNetwork=true", "NoNewPrivileges=true", "ProtectSystem=strict"):
        assert f"\n{line}\n" in text
    for path in re.findall("^(?:ReadOnly|Inaccessible)Paths=(.*)$", text, re.M):
        assert all(not word.startswith("-") for word in path.split() if word.count("/var/lib"))


@pytest.fixture(scope="module")
def confined(tmp_path_factory):
    """A site whose workers, daemon and background work are each confined as their unit says."""
    folder = tmp_path_factory.mktemp("c")
    programs, data = folder / "bin", folder / "data"
    programs.mkdir()
    shutil.copy(PROGRAMS / "rowhouse", programs / "rowhouse")
    for name, unit in (("web", "web@"), ("live", "live"), ("jobs", "jobs")):
        words = [sys.executable, ALONE, UNITS / f"rowhouse-{unit}.service", PROGRAMS / f"rowhouse-{name}"]
        wrapper = programs / f"rowhouse-{name}"
        wrapper.write_text(f"#!/bin/sh\nexec {shlex.join(map(str, words))} \"$@\"\n")
        wrapper.chmod(0o755)
    make_places(data, data / "run")
    site = SiteProcess(
        HOME, programs, data, {"ROWHOUSE_DATA": str(data), "ROWHOUSE_RUN": str(data / "run")})
    yield site.wait_until_ready()
    site.stop()


def test_the_whole_site_works_within_it(chromium, confined, tmp_path):
    site = confined
    context = chromium.new_context(base_url=site.url, color_scheme="light")
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(site.first_admin_address())
    people.fill_name_and_password(page, "keeper")
    page.get_by_role("button", name="Take the keys").click()
    page.get_by_text("keeper").first.wait_for()
    site.set("sign-up.pause", 0)

    # Forums and chat.
    people.make_category(page, "Front porch")
    people.begin_thread(page, "Front porch", "Good evening", "Is anybody up?")
    people.reply(page, "Always, at this hour")
    page.goto(people.open_room(page, "Hallway"))
    people.say(page, "Hello from within")
    expect(page.get_by_text("Hello from within")).to_be_visible()

    # A switch, and a face that is published by background work while the page waits.
    page.goto("/account/front")
    page.get_by_role("button", name="seles: Front alone").click()
    page.get_by_role("button", name="Show whoever fronts").click()
    page.goto("/admin/faces/seles")
    page.get_by_label("accent, light", exact=True).fill("#8a1150")
    page.get_by_role("button", name="Save the draft and try it").click()
    begun = time.monotonic()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Published.")).to_be_visible()
    print(f"publishing took {time.monotonic() - begun:.2f} s")
    assert (site.data / "site/faces/seles/published").read_text() == "1\n"
    guest = chromium.new_context(base_url=site.url, color_scheme="light").new_page()
    guest.goto("/")
    assert guest.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()") == "#8a1150"

    # Somebody new, with a picture and with a file of their own.
    guest.set_default_timeout(20_000)
    people.sign_up(guest, "rowan")
    guest.goto("/account/system/edit")
    guest.locator("input[type=file]").first.set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": png()})
    guest.get_by_role("main").get_by_role("button", name="Save").first.click()
    until(lambda: any(path.suffix == ".png" for path in (site.data / "uploads/pictures").iterdir()))
    file = tmp_path / "system.json"
    file.write_text(json.dumps(system("one")))
    read(guest, file)
    guest.get_by_role("button", name="Import it").click()
    expect_heading(guest, "PluralKit was imported")

    # What the operator does.
    assert site.run("audit", "anchor").returncode == 0
    assert site.run("audit", "verify").returncode == 0
    refusals = [line for line in site.lines if re.search("not permitted|Permission denied|Read-only", line)]
    assert refusals == []


def test_everything_in_the_data_folder_is_somebodys(confined):
    """What is new here has to be decided on: may a worker write it?"""
    workers = {"admin", "alters.csv", "forums", "rtc", "template", "uploads", "run", "checkpoint.lock", "serve.lock",
               "mine"}
    workers |= {f"{name}.db{end}" for name in ("app", "registry") for end in ("", "-wal", "-shm", ".lock")}
    text = (UNITS / "rowhouse-web@.service").read_text()
    guarded = {
        os.path.basename(path)
        for line in re.findall("^(?:ReadOnly|Inaccessible)Paths=(.*)$", text, re.M) for path in line.split()
        if "/var/lib/" in path}
    assert set(os.listdir(confined.data)) <= workers | guarded
    assert guarded <= set(os.listdir(confined.data))


def test_while_background_work_stands_still_the_page_says_so(chromium, confined):
    """Nothing is lost, and it is done as soon as somebody comes to it."""
    site = confined
    (jobs,) = site.processes("rowhouse-jobs")
    context = chromium.new_context(base_url=site.url)
    page = context.new_page()
    page.set_default_timeout(20_000)
    people.sign_in(page, "keeper")
    page.goto("/admin/faces/yuki")
    page.get_by_label("accent, light", exact=True).fill("#115a8a")
    page.get_by_role("button", name="Save the draft and try it").click()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()
    os.kill(jobs, signal.SIGSTOP)
    try:
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.get_by_text("This takes longer than usual.")).to_be_visible()
        expect(page.get_by_text("This is a draft")).to_be_visible()
    finally:
        os.kill(jobs, signal.SIGCONT)
    until((site.data / "site/faces/yuki/published").exists)
    until(lambda: not (site.data / "template/drafts/yuki.json").exists())
    until(lambda: page.reload() and page.get_by_text("is not done yet").count() == 0)
