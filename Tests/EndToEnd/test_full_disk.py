"""A disk that is full: what can't be kept is said and shown again, everything else goes on."""
import os
import signal
import sqlite3
import subprocess

import pytest

import people
from site_process import until

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m,mode=755", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def full_site(disk, make_site):
    site = make_site(ROWHOUSE_DATA=disk).wait_until_ready()
    yield site
    site.stop()


def fill(disk):
    with open(disk / "filler", "wb", buffering=0) as filler:
        try:
            while True:
                filler.write(bytes(4096))
        except OSError:
            pass


def test_nothing_is_lost_and_nobody_dies(full_site, disk, chromium):
    page = chromium.new_context(base_url=full_site.url).new_page()
    page.goto(full_site.first_admin_address())
    people.fill_name_and_password(page, "keeper")
    page.get_by_role("button", name="Take the keys").click()
    people.make_category(page, "Porch")
    thread = people.begin_thread(page, "Porch", "Full houses", "It is getting tight in here.")
    before = full_site.processes("rowhouse-")

    fill(disk)
    words = "A long reply that nobody wants to type again. " * 300
    page.get_by_label("Your reply").fill(words)
    page.get_by_role("button", name="Reply", exact=True).click()
    page.get_by_text("The server's disk is full").wait_for()
    page.get_by_text("The server's disk is full").wait_for()
    assert page.get_by_label("Your text").input_value().strip() == words.strip()
    page.goto(thread)
    page.get_by_text("It is getting tight in here.").wait_for()

    (disk / "filler").unlink()
    people.reply(page, "There is room again.")
    assert full_site.processes("rowhouse-") == before


def test_an_edit_of_a_template_still_shows(full_site, disk):
    file = disk / "site/templates/outlets/before-main.mustache"
    file.parent.mkdir(parents=True)
    file.write_text("<p>once</p>")

    def shows(word):
        return f"<p>{word}</p>" in full_site.request(f"/forums/?{word}", headers={"Cookie": "session=none"}).text

    until(lambda: shows("once"))
    fill(disk)
    with open(file, "r+") as template:
        template.write("<p>also</p>")
    until(lambda: shows("also"))
    (disk / "filler").unlink()


def fill_the_log(site):
    """What it has to spare as well: nothing at all can be written any more."""
    for size in (100_000, 1):
        try:
            while True:
                site.change("INSERT INTO filler VALUES(zeroblob(?))", size)
        except sqlite3.OperationalError:
            pass


def test_background_work_goes_on_and_writes_when_there_is_room(full_site, disk):
    """It is even started anew on the full disk, where it used to die at once, again and again."""
    full_site.change("CREATE TABLE filler(x)")
    full_site.change("DELETE FROM job_clock")
    fill(disk)
    fill_the_log(full_site)
    (first,) = full_site.processes("rowhouse-jobs")
    os.kill(first, signal.SIGKILL)
    until(lambda: first not in (pids := full_site.processes("rowhouse-jobs")) and pids)
    (second,) = full_site.processes("rowhouse-jobs")
    until(lambda: any("the notes of jobs: " in line for line in full_site.lines), 30)

    (disk / "filler").unlink()
    until(lambda: full_site.ask("SELECT count(*) FROM job_clock"), 30)
    assert set(full_site.processes("rowhouse-jobs")) == {second}
