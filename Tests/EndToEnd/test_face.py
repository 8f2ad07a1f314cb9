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
    for address in sorted({found for page in before.values() if page[0] == 200 for found in re.findall(r"/static/[^\"' ?)]+", page[2])}):
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


def choose(page, words):
    page.get_by_role("contentinfo").get_by_role("button", name=words, exact=True).click()


def test_a_guest_wears_a_fixed_face_without_javascript(keeper, browser, site):
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    guest = browser(java_script_enabled=False)
    guest.goto("/forums/")
    choose(guest, "Always neutral")
    expect(guest).to_have_url(re.compile("/forums/$"))
    expect(sheets(guest)).to_have_count(1)
    choose(guest, "Seles")
    first = sheets(guest).last.get_attribute("href")
    cookie = next(cookie for cookie in guest.context.cookies() if cookie["name"] == "look")
    assert re.fullmatch(r"[0-9a-f]{12}\.auto", cookie["value"])
    front(keeper, "yuki: Front alone")
    guest.goto("/forums/")
    assert sheets(guest).last.get_attribute("href") == first
    expect(guest.get_by_role("contentinfo").get_by_role("button", name="Seles")).to_have_attribute("aria-pressed", "true")
    choose(guest, "Dark")
    expect(guest.locator("html")).to_have_attribute("data-scheme", "dark")
    assert sheets(guest).last.get_attribute("href") == first


def test_a_members_look_follows_them(person, browser):
    david = person("david")
    choose(david, "High contrast")
    expect(sheets(david)).to_have_count(2)
    elsewhere = browser()
    people.sign_in(elsewhere, david.name)
    expect(sheets(elsewhere)).to_have_count(2)
    elsewhere.goto("/face")
    expect(elsewhere.get_by_role("main").get_by_role("button", name="High contrast")).to_have_attribute(
        "aria-pressed", "true")


def test_a_switch_repaints_without_motion_where_none_is_wanted(keeper, browser):
    front(keeper, "Nobody")
    guest = browser(reduced_motion="reduce")
    guest.goto("/forums/")
    guest.evaluate("document.addEventListener('rowhouse:face', () => sessionStorage.setItem('told', 'yes'))")
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    expect(sheets(guest)).to_have_count(2)
    assert guest.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")


def test_whoever_goes_by_keyboard_is_asked_first(keeper, browser):
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    guest = browser()
    guest.goto("/forums/")
    guest.keyboard.press("Tab")
    guest.keyboard.press("Tab")
    front(keeper, "yuki: Front alone")
    offer = guest.get_by_role("status").filter(has_text="The site has a new face.")
    expect(offer).to_be_visible()
    before = sheets(guest).last.get_attribute("href")
    offer.get_by_role("button", name="Show it").click()
    expect(sheets(guest).last).not_to_have_attribute("href", before)


def test_an_override_whose_base_changed_is_called_outdated(keeper, site):
    folder = site.data / "site"
    base = folder / "templates/outlets/home-below.mustache"
    override = folder / "modules/template/templates/yuki/outlets/home-below.mustache"
    for file in (base, override):
        file.parent.mkdir(parents=True, exist_ok=True)
    try:
        base.write_text("<p>first</p>\n<p>second</p>\n")
        line = site.run("face", "base", "outlets/home-below", "--alter", "yuki").stdout
        override.write_text(line + "<p>first</p>\n<p>mine</p>\n")
        until(lambda: (site.data / "template/bases").exists() and list((site.data / "template/bases").iterdir()))
        base.write_text("<p>first</p>\n<p>another</p>\n")
        until(lambda: keeper.goto("/admin/faces") and keeper.get_by_role("heading", name="Outdated overrides").count())
        details = keeper.get_by_text("site/modules/template/templates/yuki/outlets/home-below.mustache")
        details.click()
        expect(keeper.locator("ins", has_text="another")).to_be_visible()
        expect(keeper.locator("del", has_text="second").first).to_be_visible()
        expect(keeper.locator("ins", has_text="mine")).to_be_visible()
    finally:
        base.unlink()
        override.unlink(missing_ok=True)


def test_whoever_wants_to_be_asked_first_is_asked(keeper, browser):
    guest = browser()
    guest.goto("/")
    guest.get_by_role("button", name="Ask me first").click()
    expect(guest.get_by_role("button", name="Ask me first")).to_have_attribute("aria-pressed", "true")
    before = sheets(guest).count()
    front(keeper, "seles: Front alone")
    show_everybody(keeper)
    button = guest.get_by_role("button", name="Show it", exact=True)
    expect(guest.get_by_text("The site has a new face.")).to_be_visible()
    assert sheets(guest).count() == before
    button.click()
    expect(sheets(guest)).to_have_count(2)
    guest.get_by_role("button", name="At once").click()
    front(keeper, "yuki: Front alone")
    expect(guest.locator("body")).to_have_class(re.compile("winter"))


def test_a_house_that_gets_a_face_of_its_own_shows_it_on_open_pages(keeper, browser):
    guest = browser()
    guest.goto("/forums/")
    for value, count in (("dexen", 2), ("front", 1)):
        keeper.goto("/admin/faces")
        keeper.locator("#house-forums").select_option(value)
        keeper.get_by_role("button", name="Save for forums").click()
        expect(sheets(guest)).to_have_count(count, timeout=3000)


@pytest.mark.parametrize("face, width", [(face, width) for face in ("neutral", "Seles", "Dexen", "Yuki") for width in (390, 1280)])
def test_the_viewers_choice_is_in_every_room(keeper, browser, room, face, width):
    page = browser(storage_state=keeper.context.storage_state(), java_script_enabled=False, viewport={"width": width, "height": 800})
    page.goto("/face")
    page.get_by_role("button", name=face).first.click()
    page.goto(room)
    page.locator("summary").get_by_text("Look").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-scheme", "dark")
    page.locator("summary").get_by_text("Look").click()
    page.get_by_role("button", name="Auto").click()
    expect(page).to_have_url(re.compile(room))
