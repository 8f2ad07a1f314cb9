"""What staff do about people, and what people do about each other, in open pages."""
import re

from playwright.sync_api import expect

import people


def page_of(admin, name):
    admin.goto("/admin/users")
    admin.get_by_label("Part of a name").fill(name)
    admin.get_by_role("button", name="Find").click()
    admin.get_by_role("link", name=name, exact=True).click()


def impose(admin, verb, name, reason):
    page_of(admin, name)
    form = admin.locator(f"form[action$='/{verb.lower()}']")
    form.get_by_label("Reason").fill(reason)
    form.get_by_role("button", name=f"{verb} {name}").click()
    expect(admin.get_by_role("status").get_by_text(name)).to_be_visible()


def test_suspension_closes_open_pages_and_the_chat_within_a_second(admin, person, room):
    david = person("david")
    forums = david.context.new_page()
    forums.goto("/forums/")
    david.goto(room)
    expect(david.locator("[data-state]")).to_have_text("Connected")
    impose(admin, "Suspend", david.name, "Advertising in every room")
    # The stroke of the button has been answered: from here on a second.
    expect(david).to_have_url(re.compile("/sign-in"), timeout=1_000)
    expect(forums.get_by_role("link", name="Sign in").first).to_be_visible(timeout=1_000)
    people.fill_name_and_password(david, david.name)
    david.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(david.get_by_text("Advertising in every room")).to_be_visible()


def test_silence_stops_replies_and_the_chat(admin, person, room, category):
    david = person("david")
    thread = people.begin_thread(david, category, people.unique("Bread"), "It rises.")
    david.goto(room)
    expect(david.locator("[data-state]")).to_have_text("Connected")
    impose(admin, "Silence", david.name, "Shouting")
    people.say(david, "Not me!")
    expect(david.get_by_text("Not sent.")).to_be_visible()
    david.goto(thread)
    expect(david.get_by_text("Shouting")).to_be_visible()
    expect(david.get_by_label("Your reply")).to_have_count(0)


def test_an_admin_looks_as_somebody_and_changes_nothing(browser, keys, person, category):
    david, admin = person("david"), browser()
    people.sign_in(admin, "keeper")  # a session of their own: it gets a new token on the way back
    page_of(admin, david.name)
    admin.get_by_role("button", name=f"Look as {david.name}").click()
    bar = admin.get_by_role("complementary", name="In somebody else’s name")
    expect(bar).to_contain_text(david.name)
    admin.goto("/forums/")
    expect(bar).to_be_visible()
    refused = admin.request.post("/forums/read", form={"upto": "1"}, headers={"Origin": origin(admin)})
    assert refused.status == 403 and "nothing can be changed" in refused.text()
    bar.get_by_role("button", name="Be yourself again").click()
    expect(admin.get_by_role("heading", name=david.name, exact=True)).to_be_visible()
    david.goto("/account")
    expect(david.get_by_text("looked at the site as you")).to_be_visible()


def test_blocked_words_are_folded_in_the_forums_and_the_chat(person, room, category):
    david, judith = person("david"), person("judith")
    words = people.unique("loud words ")
    thread = people.begin_thread(david, category, people.unique("Bread"), words)
    judith.goto(thread)
    judith.get_by_role("link", name="Block").click()
    judith.get_by_role("button", name="Block", exact=True).click()
    judith.goto(thread)
    expect(judith.get_by_text(words)).to_be_hidden()
    judith.get_by_text("You blocked this person. Show").click()
    expect(judith.get_by_text(words)).to_be_visible()
    judith.goto(room)
    expect(judith.locator("[data-state]")).to_have_text("Connected")
    david.goto(room)
    people.say(david, words)
    expect(judith.locator("[data-messages]").get_by_text("You blocked this person. Show").last).to_be_visible()
    expect(judith.locator("[data-messages]").get_by_text(words)).to_be_hidden()


def origin(page):
    return page.evaluate("location.origin")
