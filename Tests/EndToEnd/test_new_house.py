"""`scaffold new` writes a house that builds, passes its tests and works; `scaffold remove` takes it away.
Done in a copy that stands in the original's place for these processes alone: what is built keeps its paths."""
import os
import subprocess

import pytest
from playwright.sync_api import expect

import people
from conftest import HOME, PROGRAMS
from site_process import SiteProcess


@pytest.fixture
def inside(tmp_path):
    """The words before a command that runs it in the copy."""
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-a", "--reflink=auto", HOME, copy], check=True)
    namespace = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    script = f'mount --bind "{copy}" "{HOME}" && cd "{HOME}" && exec "$@"'
    return [*namespace, "sh", "-c", script, "sh"], copy


def test_a_new_house(inside, tmp_path, chromium):
    words, copy = inside

    def run(*command):
        done = subprocess.run([*words, *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr

    before = changes(copy)
    run(PROGRAMS / "scaffold", "new", "polls")
    run("swift", "format", "lint", "--strict", "--recursive", "Package.swift", "Sources/Components", "modules/polls",
        "Tests/PollsTests")
    run("swift", "build", "--build-tests")
    run("env", "SCHEMA=write", "swift", "test", "--skip-build", "--filter", "SchemaTests|MigrationsTests")
    run("swift", "test", "--skip-build", "--filter", "PollsTests|WallsTests|ComponentsTests.WalkTests|MigrationsTests|SchemaTests")
    site = SiteProcess(HOME, PROGRAMS, tmp_path / "data", {}, inside=words).wait_until_ready()
    try:
        site.set("sign-up.pause", 0)
        works(site, chromium)
    finally:
        site.stop()
    run(PROGRAMS / "scaffold", "remove", "polls")
    assert changes(copy) == before | {" M docs/schema.sql"}


def works(site, chromium):
    page = chromium.new_page(base_url=site.url)
    people.sign_up(page, "david")
    page.get_by_role("navigation").get_by_role("link", name="Polls").first.click()
    page.get_by_label("Leave a note").fill("The kettle is on")
    page.get_by_role("button", name="Leave it").click()
    expect(page.get_by_role("listitem").filter(has_text="The kettle is on")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="The kettle is on").get_by_role("link").last.click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("Nobody has left a note yet")).to_be_visible()
    page.close()


def changes(folder):
    done = subprocess.run(["git", "status", "--short"], cwd=folder, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines())
