"""The whole journey by keyboard alone."""
import re

from playwright.sync_api import expect

import people


def go(page, name):
    """Tabs until what has the focus is called so, then answers it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and re.search(name, label(focused)):
            expect(focused).to_be_visible()
            return focused
    raise AssertionError(f"no {name} in the tab order of {page.url}")


def label(focused):
    return focused.evaluate(
        "e => e.labels?.[0]?.innerText || e.getAttribute('aria-label') || e.innerText || e.value || ''").strip()


def press(page, name):
    go(page, name)
    page.keyboard.press("Enter")


def write(page, name, text):
    go(page, name)
    page.keyboard.type(text)


def test_the_whole_journey(browser, category, room):
    page = browser()
    page.goto("/")
    press(page, "^Join$")
    name = people.unique("keys")
    expect(page.get_by_role("heading", name="Join")).to_be_visible()
    write(page, "^Name", name)
    write(page, "^Password", people.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_text(name).first).to_be_visible()

    page.goto("/forums/")
    press(page, f"^{category}$")
    expect(page.get_by_role("heading", name=category)).to_be_visible()
    press(page, "^Begin a thread$")
    expect(page.get_by_role("heading", name="Begin a thread")).to_be_visible()
    write(page, "^Title", "Only keys")
    write(page, "^What you want to say", "No mouse was hurt.")
    press(page, "^Begin the thread$")
    expect(page.get_by_role("heading", name="Only keys")).to_be_visible()
    write(page, "^Your reply", "And a second one.")
    press(page, "^Reply$")
    expect(page.locator("#post-2")).to_contain_text("And a second one.")

    page.goto(room)
    write(page, "^Say something", f"{name} types")
    press(page, "^Send$")
    expect(page.get_by_text(f"{name} types")).to_be_visible()


def test_the_first_stop_is_the_way_past_the_navigation(browser):
    page = browser()
    page.goto("/")
    press(page, "Skip to the content")
    expect(page.locator("#main")).to_be_focused()
