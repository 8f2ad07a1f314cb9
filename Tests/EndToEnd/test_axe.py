"""axe finds nothing, on any page, light and dark, on a phone and on a desk."""
import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import people

LOOKS = [(scheme, width) for scheme in ("light", "dark") for width in (320, 1280)]
OPTIONS = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def faults(page):
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [f"{page.url}: {fault['id']}: {node['target']} {node['failureSummary']}"
            for fault in found for node in fault["nodes"]]


def wide(page):
    """How far the page can be pushed sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def look_at(page, paths):
    found = []
    for path in paths:
        page.goto(path)
        found += faults(page)
        if wide(page) > 0:
            found.append(f"{page.url}: {wide(page)} pixels too wide")
    assert found == []


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_pages_for_guests(browser, person, category, scheme, width):
    thread = people.begin_thread(
        person("david"), category, people.unique("Seen "), "A `line` of code\n\n- and\n- a list\n\n> and a quote")
    page = browser(color_scheme=scheme, viewport={"width": width, "height": 800})
    look_at(page, [
        "/", "/forums/", "/forums/category/1", thread, "/sign-in", "/sign-in/forgotten", "/sign-up", "/nowhere"])


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_pages_for_members(person, category, room, scheme, width):
    page = person("judith", color_scheme=scheme, viewport={"width": width, "height": 800})
    thread = people.begin_thread(page, category, people.unique("Mine "), "Text")
    look_at(page, [
        "/", "/forums/category/1", "/forums/category/1/new", thread, "/rtc/", room, "/account",
        "/account/name", "/account/mail", "/account/export", "/account/leave", "/account/alters",
        "/account/front", "/account/system", "/account/system/edit", "/account/system/alters/new",
        "/account/system/groups", "/account/system/fields", "/account/sessions", "/account/blocked", "/account/two-factor",
        "/account/passkeys/new", "/forums/held", "/account/system/front", "/account/system/front/history",
        "/account/system/front/history/new", "/account/system/front/statistics", "/account/system/import",
        "/account/system/export"])


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_an_import_on_its_way(person, tmp_path, scheme, width):
    page = person("judith", color_scheme=scheme, viewport={"width": width, "height": 800})
    file = tmp_path / "system.json"
    file.write_text(json.dumps({
        "members": [{"_id": "a", "name": "Quill", "buckets": ["b"], "avatarUrl": "https://pictures.example/a"}],
        "privacyBuckets": [{"_id": "b", "name": "Close"}], "tokens": []}))
    page.goto("/account/system/import")
    page.get_by_label("The file you exported").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    for words in ["is read, and waits", "was imported", "was taken back"]:
        expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=30_000)
        look_at(page, [page.url])
        if words != "was taken back":
            page.get_by_role("button", name="Import it" if "waits" in words else "Take it back").click()


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_the_control_room(browser, keys, category, room, scheme, width):
    page = browser(storage_state=keys, color_scheme=scheme, viewport={"width": width, "height": 800})
    look_at(page, [
        "/admin/", "/admin/modules", "/admin/users", "/admin/users/1", "/admin/users/2", "/admin/permissions",
        "/admin/permissions/forums.category/1", "/admin/roles", "/admin/second-factors", "/admin/settings",
        "/admin/audit", "/admin/audit/1", "/admin/logs", "/admin/faces", "/forums/manage", "/rtc/rooms/new"])


@pytest.mark.parametrize("face", ["seles", "dexen", "yuki", "together"])
def test_every_face(browser, keys, category, room, face):
    admin = browser(storage_state=keys)
    admin.goto("/account/front")
    wear(admin, face)
    thread = people.begin_thread(admin, category, people.unique("Faced "), "A `line`\n\n> and a quote")
    try:
        for scheme, width in LOOKS:
            # Whoever keeps the front sees the face, public or not.
            page = browser(storage_state=keys, color_scheme=scheme, viewport={"width": width, "height": 800})
            look_at(page, ["/", "/forums/", "/forums/category/1", thread, room, "/account"])
            expect(page.locator("head link[rel=stylesheet]")).to_have_count(2)
    finally:
        admin.goto("/account/front")
        if face == "together":
            admin.get_by_role("button", name="Let the first give it").click()
        admin.get_by_role("button", name="Nobody").click()


def wear(admin, face):
    """Two who front may wear the face that they share."""
    if face != "together":
        admin.get_by_role("button", name=f"{face}: Front alone").click()
        return
    for name in ("Seles", "Dexen"):
        admin.get_by_label(name, exact=True).check()
    admin.get_by_role("button", name="Those who are ticked").click()
    admin.get_by_role("button", name="Wear the shared one").click()
