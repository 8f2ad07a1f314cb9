"""Who fronts gives the site its face; what is private leaves no trace."""
import re

import pytest
from playwright.sync_api import expect

import people


@pytest.fixture
def keeper(admin):
    """The admin, who leaves the front as empty and as private as it was."""
    yield admin
    front(admin, "Nobody")


def front(admin, words):
    admin.goto("/account/front")
    admin.get_by_role("button", name=words).click()
    expect(admin.get_by_role("heading", name="Who is fronting")).to_be_visible()


def show_everybody(admin):
    """Asked only while somebody fronts whom nobody may see."""
    button = admin.get_by_role("button", name="Show whoever fronts")
    if button.count():
        button.click()
    expect(button).to_have_count(0)


def sheets(page):
    return page.locator("head link[rel=stylesheet]")


def test_a_private_front_changes_no_byte(keeper, site):
    paths = ["/sign-in", "/sign-up", "/forums/", "/nowhere"]

    def seen_by_guests(mark):
        # An address of its own each time, past the guests' cache; names of requests are new each time, and
        # a minute may pass: "1 minute ago".
        pages = [site.request(f"{path}?{mark}").text.replace(mark, "") for path in paths]
        # When the form of sign-up was shown.
        pages = [re.sub('(name="shown" value=")[^"]*', r"\1", page) for page in pages]
        return [re.sub("(<time[^>]*>)[^<]*", r"\1", re.sub("[0-9a-f]{32}", "ID", page)) for page in pages]

    front(keeper, "Nobody")
    before = seen_by_guests("mark1")
    front(keeper, "dexen: Front alone")
    assert seen_by_guests("mark2") == before


def test_a_switch_repaints_the_open_pages_of_two_people(keeper, browser, person):
    guest, member = browser(), person("david")
    front(keeper, "Nobody")
    for page in (guest, member):
        page.goto("/")
        expect(sheets(page)).to_have_count(1)
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    for page in (guest, member):
        expect(sheets(page)).to_have_count(2)
    first = sheets(guest).last.get_attribute("href")
    front(keeper, "yuki: Front alone")
    for page in (guest, member):
        expect(sheets(page).last).not_to_have_attribute("href", first)
    assert "yuki" not in sheets(guest).last.get_attribute("href")


def test_whoever_types_is_asked_first(keeper, person, category):
    writer = person("david")
    people.begin_thread(writer, category, people.unique("Typing "), "Text")
    writer.get_by_label("Your reply").fill("Half a senten")
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    expect(writer.get_by_role("button", name="Show it")).to_be_visible()
    expect(writer.get_by_label("Your reply")).to_have_value("Half a senten")
