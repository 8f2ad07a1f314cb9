"""Who fronts gives the site its face; what is private leaves no trace."""
import re

import pytest
from playwright.sync_api import expect

import people
from site_process import until


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


def site_map(site):
    """Every address that answers to GET, from the site's own table; the first of what has an id."""
    rows = [line.split() for line in site.run("routes").stdout.splitlines()]
    paths = {re.sub(":[a-z]+", "1", row[1]) for row in rows if row[0] == "GET" and row[1].startswith("/")}
    return sorted(paths | {"/nowhere", "/rtc/stream"} - {"/healthz"})


def test_a_private_front_changes_no_byte_of_the_whole_site(keeper, site, category, room):
    paths = site_map(site)
    assert len(paths) > 60, "the whole map"

    def seen_by_guests(mark):
        # An address of its own each time, past the guests' cache.
        return {path: settled(site.request(f"{path}?{mark}"), mark) for path in paths}

    front(keeper, "Nobody")
    before = seen_by_guests("mark1")
    front(keeper, "dexen: Front alone")
    after = seen_by_guests("mark2")
    for path in paths:
        assert after[path] == before[path], path
    for address in sorted({found for page in before.values() for found in re.findall(r"/static/[^\"' ?)]+", page[2])}):
        assert site.request(address).status == 200, address
        assert "dexen" not in address


def settled(answer, mark):
    """Status, headers and text, without what is another one each time: the request's name, the time of day."""
    text = answer.text.replace(mark, "")
    text = re.sub('(name="shown" value=")[^"]*', r"\1", text)
    text = re.sub("(<time[^>]*>)[^<]*", r"\1", re.sub("[0-9a-f]{32}", "ID", text))
    loose = {"Date", "ETag", "Content-Length"}
    headers = sorted((name, value.replace(mark, "")) for name, value in answer.getheaders() if name not in loose)
    return answer.status, headers, text


def test_a_private_front_is_not_felt_by_the_guests_cache(keeper, site):
    """A switch that nobody sees purges nothing and marks nothing as old."""
    front(keeper, "Nobody")
    path = "/forums/?" + people.unique("cache")
    first = site.request(path)
    front(keeper, "dexen: Front alone")
    again = site.request(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status == 304 and again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"] == "public, max-age=1"


def test_what_is_hidden_is_gone_from_the_guests_cache_within_its_second(keeper, site):
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    shown = site.request("/forums/?" + people.unique("shown")).text
    front(keeper, "Nobody")
    hidden = site.request("/forums/?" + people.unique("hidden")).text
    assert shown.count("rel=\"stylesheet\"") == 2 and hidden.count("rel=\"stylesheet\"") == 1
    # One address over and over, so that the cache has every chance to give the old one.
    assert until(lambda: site.request("/forums/").text.count("rel=\"stylesheet\"") == 1, seconds=2)


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
