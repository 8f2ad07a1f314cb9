#!/usr/bin/env python3
"""Takes the pictures beside this file from a sample community: docs/screenshots/take.py [FOLDER OF PROGRAMS]"""
import pathlib
import sys
import tempfile

from playwright.sync_api import sync_playwright

HOME = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME / "Tests/EndToEnd"))
import people
from site_process import SiteProcess

PAGES = {"home": "/", "category": "/forums/category/1", "thread": "/forums/thread/49", "room": "/rtc/room/1",
         "sign-in": "/sign-in", "admin": "/admin/"}
SIZES = {1280: 860, 390: 844}


def main():
    programs = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else HOME / ".build/release"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = SiteProcess(HOME, programs, pathlib.Path(folder), {})
        site.wait_until_ready()
        try:
            address = site.first_admin_address()
            site.run("demo")
            take_all(playwright, site, address)
        finally:
            site.stop()


def take_all(playwright, site, address):
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    admin = chromium.new_context(base_url=site.url)
    page = admin.new_page()
    page.goto(address)
    people.fill_name_and_password(page, "ada")
    page.get_by_role("button", name="Take the keys").click()
    page.get_by_role("heading").first.wait_for()
    for name, path in PAGES.items():
        state = None if name == "sign-in" else admin.storage_state()
        for width, height in SIZES.items():
            take(chromium, site, state, name, path, width, height)
    chromium.close()


def take(chromium, site, state, name, path, width, height):
    context = chromium.new_context(
        base_url=site.url, storage_state=state, viewport={"width": width, "height": height}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(path)
    if name == "room":
        page.get_by_text("Connected", exact=True).wait_for()
    page.screenshot(path=pathlib.Path(__file__).parent / f"{name}-{width}.png")
    context.close()


if __name__ == "__main__":
    main()
