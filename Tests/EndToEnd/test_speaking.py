"""Posting as somebody of one's system, in the forums and in chat, with and without JavaScript."""
import pytest
from playwright.sync_api import expect

import people
from test_axe import LOOKS, look_at

EITHER_WAY = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


def add(page, name, before="", shown=True):
    """Somebody in one's system; answers the address of their tags."""
    page.goto("/account/system/alters/new")
    page.get_by_role("textbox", name="Name", exact=True).fill(name)
    page.get_by_role("main").get_by_role("button", name="Add", exact=True).click()
    page.goto("/account/system/speaking")
    page.get_by_role("link", name=f"Change the tags of {name}").click()
    if before:
        page.get_by_label("Before the text").fill(before)
        page.get_by_role("button", name="Add these tags").click()
        expect(page.get_by_role("listitem").filter(has_text=before)).to_be_visible()
    return page.url


def decide(page, place, who):
    page.goto("/account/system/speaking")
    page.get_by_label(place).select_option(label=who)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()


def post(page, number):
    return page.locator(f"#post-{number}")


@EITHER_WAY
def test_a_thread_as_several(person, category, script):
    page = person("david", java_script_enabled=script)
    add(page, "Yuki", "Y:")
    add(page, "Dexen")
    thread = people.begin_thread(page, category, people.unique("As many "), "Just me.")
    expect(page.get_by_label("Posting as")).to_have_value("0")

    page.get_by_label("Your reply").fill("Y: It *snows*.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Yuki is private.")
    expect(page.get_by_label("Your reply")).to_have_value("Y: It *snows*.")
    page.get_by_label("Yuki may be seen speaking").check()
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, 2)).to_contain_text("Yuki")
    expect(post(page, 2).locator("em")).to_have_text("snows")

    page.get_by_label("Your reply").fill("Y: once more")
    if script:
        expect(page.get_by_text("By its tags it is Yuki’s.")).to_be_visible()
    else:
        page.get_by_role("button", name="Preview").click()
        expect(page.get_by_text("By its tags it is Yuki’s.")).to_be_visible()
        expect(page.locator(".composer-preview")).to_have_text("once more")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, 3)).to_contain_text("once more")

    post(page, 3).get_by_role("link", name="Repost as").click()
    page.get_by_label("Posting as").select_option("0")
    page.get_by_role("button", name="Repost").click()
    expect(post(page, 3).locator(".byline-name")).to_have_text(page.name)
    page.goto(thread)
    expect(post(page, 2).locator(".byline-name")).to_have_text("Yuki")


@EITHER_WAY
def test_who_spoke_last_goes_on_in_chat(person, room, script):
    page, judith = person("david", java_script_enabled=script), person("judith")
    tags = add(page, "Yuki", "Y:")
    page.goto("/account/system/speaking")
    decide(page, "In chat", "Whoever spoke last")
    judith.goto(room)
    page.goto(room)
    mark = people.unique("snow ")
    people.say(page, f"Y: {mark}one")
    if script:
        page.get_by_role("button", name="Let them speak").click()
    else:
        expect(page.get_by_label("Say something")).to_have_value(f"Y: {mark}one")
        page.get_by_label("Yuki may be seen speaking").check()
        page.get_by_role("button", name="Send").click()
    first = judith.locator(".message").filter(has_text=f"{mark}one")
    expect(first).to_contain_text("Yuki")
    expect(first).not_to_contain_text("Y:")
    people.say(page, f"{mark}two")
    expect(judith.locator(".message").filter(has_text=f"{mark}two")).to_contain_text("Yuki")
    people.say(page, f"\\\\{mark}three")
    third = judith.locator(".message").filter(has_text=f"{mark}three")
    expect(third).to_contain_text(page.name)
    expect(page.get_by_label("Posting as")).to_have_value("0")

    page.locator(".message").filter(has_text=f"{mark}three").get_by_role("link", name="Repost as").click()
    page.get_by_label("Posting as").select_option(label="Yuki")
    page.get_by_role("button", name="Repost").click()
    expect(third).to_contain_text("Yuki")
    page.goto(tags)


def test_the_chip_is_one_key_away_and_follows_what_is_typed(person, category):
    page = person("david")
    add(page, "Yuki", "Y:")
    people.begin_thread(page, category, people.unique("Keys "), "Text")
    area = page.get_by_label("Your reply")
    area.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_label("Posting as")).to_be_focused()
    page.keyboard.press("y")
    expect(page.locator(".posting-as .avatar text")).to_have_text("Y")
    area.fill("\\ only me")
    expect(page.get_by_text("Your account says this once.")).to_be_visible()
    area.fill("Y: not me")
    expect(page.get_by_text("By its tags it is Yuki’s.")).to_be_visible()
    area.fill("nobody in particular")
    expect(page.locator("[data-tagged]")).to_be_empty()


def test_a_page_that_was_left_open_never_posts_as_somebody_else(person, category, site):
    page = person("david")
    add(page, "Yuki")
    site.change("UPDATE template_alter SET visibility = 'public' WHERE name = 'Yuki'")
    decide(page, "In the forums", "Always Yuki")
    people.begin_thread(page, category, people.unique("Open "), "Text")
    expect(page.get_by_label("Posting as").locator("option:checked")).to_have_text("Yuki")
    site.change("UPDATE template_alter SET visibility = 'private' WHERE name = 'Yuki'")
    page.get_by_label("Your reply").fill("kept words")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Yuki is private.")
    expect(page.get_by_label("Your reply")).to_have_value("kept words")
    page.get_by_label("Posting as").select_option("0")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, 2).locator(".byline-name")).to_have_text(page.name)


@EITHER_WAY
def test_a_quote_is_nobodys_words(person, category, script):
    ada = person("ada")
    thread = people.begin_thread(ada, category, people.unique("Tea "), "*Tea* at four?")
    page = person("david", java_script_enabled=script)
    address = add(page, "Yuki")
    page.goto(address)
    page.get_by_label("Before the text").fill("*")
    page.get_by_label("After the text").fill("*")
    page.get_by_role("button", name="Add these tags").click()
    expect(page.get_by_role("status").get_by_text("would be taken for these tags")).to_be_visible()
    page.goto(thread)
    post(page, 1).get_by_role("link", name="Quote").click()
    field = page.get_by_label("Your reply")
    quote = field.input_value()
    assert quote.startswith("> **")
    if script:
        expect(page.locator("[data-tagged]")).to_have_text("")
    field.fill(quote + "*yes*")
    if script:
        expect(page.locator("[data-tagged]")).to_have_text("By its tags it is Yuki’s.")
    page.get_by_role("button", name="Reply", exact=True).click()
    page.get_by_label("Yuki may be seen speaking").check()
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, 2).locator(".byline-name")).to_have_text("Yuki")
    expect(post(page, 2).locator("blockquote")).to_contain_text("at four?")
    expect(post(page, 2).locator(".post-body > p")).to_have_text("yes")
    # Nothing but a quote is the account's.
    page.goto(thread)
    page.get_by_label("Your reply").fill(quote)
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, 3).locator(".byline-name")).to_have_text(page.name)


@EITHER_WAY
def test_a_text_is_tried_out(person, script):
    page = person("david", java_script_enabled=script)
    add(page, "Yuki", "Y:")
    page.goto("/account/system/speaking")
    page.get_by_label("Type something").fill("hello")
    if not script:
        page.get_by_role("button", name="Who would say it?").click()
    expect(page.get_by_text(f"In the forums: {page.name} says “hello”")).to_be_visible()


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_axe_finds_nothing_here(person, category, room, scheme, width):
    page = person("david", color_scheme=scheme, viewport={"width": width, "height": 800})
    tags = add(page, "Yuki", "Y:")
    thread = people.begin_thread(page, category, people.unique("Seen by axe "), "Text")
    post_address = page.get_by_role("link", name="Repost as").get_attribute("href")
    look_at(page, ["/account/system/speaking", tags, thread, post_address, room])
