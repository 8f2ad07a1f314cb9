"""An account keeps its own system: what it says of itself, and what a friend, a member and a guest see."""
import base64
import struct
import zlib

import pytest
from playwright.sync_api import expect

import people
from test_axe import LOOKS, look_at

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAYAAACddGYaAAAAEklEQVR4AWIyXlX+H4aZGJAAAAAA//9V7EWYAAAABklEQVQDAIUWBv54"
    "EYo4AAAAAElFTkSuQmCC")


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


# As a camera or a program leaves it.
PNG_WITH_PLACE = PNG[:33] + chunk(b"tEXt", b"Comment\0at home, 52.52 N") + PNG[33:]


def add_group(page, name, visibility):
    page.goto("/account/system/groups")
    page.get_by_label("Name").fill(name)
    page.get_by_role("group", name="Who sees this group").get_by_label(visibility).check()
    page.get_by_role("button", name="Add").click()
    people.agree(page)
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def add_field(page, name, visibility):
    page.goto("/account/system/fields")
    page.get_by_label("Name").fill(name)
    page.get_by_role("group", name="Who sees this field").get_by_label(visibility).check()
    page.get_by_role("button", name="Add").click()
    people.agree(page)
    expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()


def add_mira(page):
    """Answers the address of what others see."""
    add_group(page, "Family", "Everyone")
    add_field(page, "Role", "Members")
    page.goto("/account/system")
    page.get_by_role("link", name="Add somebody").first.click()
    page.get_by_label("Name", exact=True).fill("Mira")
    page.get_by_label("Pronouns", exact=True).fill("she/her")
    page.get_by_label("Colour", exact=True).fill("#33aa77")
    page.get_by_label("Description", exact=True).fill("Bakes **bread**.")
    page.get_by_label("Role").fill("baker")
    page.get_by_label("Family").check()
    page.get_by_label("Choose one").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": PNG_WITH_PLACE})
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Only you see this.").first).to_be_visible()
    page.get_by_role("link", name="Mira", exact=True).click()
    expect(page.get_by_role("heading", name="Mira")).to_be_visible()
    return page.get_by_role("link", name="As others see it").get_attribute("href")


def show_to(page, audience):
    page.goto("/account/system")
    page.get_by_role("link", name="Mira", exact=True).click()
    page.get_by_role("group", name="Who may know of Mira").get_by_label(audience).check()
    page.get_by_role("button", name="Save").click()
    if audience != "Nobody else":
        people.agree(page)
    expect(page.get_by_text("Saved.")).to_be_visible()


def test_what_the_owner_a_member_and_a_guest_see(person, browser, site):
    owner, member, guest = person("owner"), person("member"), browser()
    address = add_mira(owner)
    for other in (member, guest):
        assert other.goto(address).status == 404

    show_to(owner, "Everyone")
    guest.goto(address)
    main = guest.get_by_role("main")
    expect(main.get_by_role("heading", name="Mira")).to_be_visible()
    expect(main.get_by_text("she/her")).to_be_visible()
    expect(main.locator("strong", has_text="bread")).to_be_visible()
    expect(main.get_by_text("Family")).to_be_visible()
    expect(main.get_by_text("baker")).to_have_count(0)
    member.goto(address)
    expect(member.get_by_role("main").get_by_text("baker")).to_be_visible()

    picture = guest.get_by_role("main").locator(".avatar img").first
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 3
    answer = site.request(picture.get_attribute("src"))
    assert answer.status == 200 and answer.bytes == PNG
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]

    show_to(owner, "Nobody else")
    assert member.goto(address).status == 404
    assert site.request(picture_of(owner)).status == 404


def picture_of(owner):
    owner.goto("/account/system")
    return owner.get_by_role("main").locator(".avatar img").first.get_attribute("src")


def test_a_refused_form_loses_nothing(person):
    page = person("david")
    page.goto("/account/system/alters/new")
    page.get_by_label("Name", exact=True).fill("Mira")
    page.get_by_label("Description", exact=True).fill("Words that took a while")
    page.get_by_label("Colour", exact=True).fill("teal")
    page.get_by_label("Choose one").set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": PNG})
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="A colour is written like #33aa77.").click()
    expect(page.get_by_label("Colour", exact=True)).to_be_focused()
    expect(page.get_by_label("Description", exact=True)).to_have_value("Words that took a while")
    page.get_by_label("Colour", exact=True).fill("#008080")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="Mira", exact=True)).to_be_visible()
    assert picture_of(page)


def test_a_heavy_picture_is_refused_before_it_is_sent(person):
    page = person("david")
    page.goto("/account/system/alters/new")
    page.get_by_label("Name", exact=True).fill("Mira")
    page.get_by_label("Choose one").set_input_files(
        {"name": "me.png", "mimeType": "image/png", "buffer": PNG + bytes(1_000_000)})
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Mira")
    assert "larger than 1 MB" in page.get_by_label("Choose one").evaluate("input => input.validationMessage")


def test_without_javascript_a_heavy_picture_comes_back_with_its_form(person, browser):
    storage = person("david").context.storage_state()
    page = browser(storage_state=storage, java_script_enabled=False)
    for address, name, size in (
            ("/account/system/alters/new", "Add", 13_000_000), ("/account/system/edit", "Save", 2_000_000)):
        page.goto(address)
        page.get_by_label("Name", exact=True).fill("Mira")
        page.get_by_label("Choose one").set_input_files(
            {"name": "me.png", "mimeType": "image/png", "buffer": PNG + bytes(size)})
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.get_by_text("This file is larger than 1 MB, which is the most.").first).to_be_visible()
        expect(page.get_by_label("Name", exact=True)).to_have_value("Mira")


def test_away_and_back_and_gone(person):
    page = person("david")
    add_mira(page)
    page.get_by_role("button", name="Archive").click()
    page.get_by_role("link", name="Archived").click()
    page.get_by_role("link", name="Mira", exact=True).click()
    page.get_by_role("button", name="Bring back").click()
    page.get_by_role("link", name="Mira", exact=True).click()
    page.get_by_role("link", name="Delete for good").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("Nobody is here yet")).to_be_visible()


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_axe_finds_nothing_in_a_system(person, scheme, width):
    page = person("david", color_scheme=scheme, viewport={"width": width, "height": 800})
    address = add_mira(page)
    look_at(page, [
        address, f"{address}?as=visitor", f"/account/system{address}", f"/account/system{address}/delete",
        "/account/system", "/account/system?show=order", "/account/system/groups", "/account/system/fields"])
