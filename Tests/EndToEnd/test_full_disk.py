"""A disk that is full: what can't be kept is said and shown again, everything else goes on."""
import os
import signal
import sqlite3
import subprocess

import pytest

import people
from conftest import HOME, PROGRAMS
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


def test_it_costs_no_guest_an_answer(full_site, disk):
    """What nginx keeps for them lies elsewhere: it drops an answer that it can't keep."""
    fill(disk)
    for number in range(60):
        for cookie in ("", "look=front.dark", "session=none"):
            answer = full_site.request(f"/forums/?{number}", headers={"Cookie": cookie})
            assert answer.status == 200 and "</html>" in answer.text
    body = b"text=" + b"x" * 900_000  # more than nginx keeps in memory
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": full_site.url}
    refused = full_site.request("/sign-in", "POST", body, form)
    assert refused.status in (503, 422) and "/static/css/base.css" in refused.text
    (disk / "filler").unlink()


def test_the_doctor_knows_a_disk_that_only_reads(disk):
    def run(word):
        return subprocess.run([PROGRAMS / "rowhouse", word], text=True, capture_output=True, env={
            "PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(disk)})

    assert run("migrate").returncode == 0
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    told = run("doctor")
    assert told.returncode == 1
    assert f"WRONG data folder: {disk} can't be written: Read-only file system; see in the kernel's log" in told.stdout
