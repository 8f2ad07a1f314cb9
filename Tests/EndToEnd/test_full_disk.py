"""A disk that is full: what can't be kept is said and shown again, everything else goes on."""
import os
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
