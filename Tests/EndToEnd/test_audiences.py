"""Friends, lists of them, and what they see: asked for, shown after a word, hidden at once."""
import re

import pytest
from playwright.sync_api import expect

import people
from test_face import front, sheets


SYSTEM = "The site’s system"


@pytest.fixture
def keeper(admin):
    """The admin, whose the site's own system is; everything as private as it was afterwards."""
    own(admin, True)
    choose(admin, "Nobody else", "Nobody else")
    yield admin
    front(admin, "Nobody")
    choose(admin, "Nobody else", "Nobody else")
    own(admin, False)


def own(admin, is_own):
    admin.goto("/account/friends")
    button = admin.get_by_role("button", name="It is mine" if is_own else "It is not mine any more", exact=True)
    if button.count():
        button.click()
        expect(button).to_have_count(0)


def choose(admin, known, fronting, lists=()):
    """Who may know of dexen, and sees the front; answers whether somebody was asked first."""
    admin.goto("/account/alters")
    admin.get_by_role("link", name="Edit Dexen").click()
    for legend, choice in (("Who may know", known), ("Who sees", fronting)):
        group = admin.get_by_role("group", name=re.compile(legend))
        group.get_by_role("radio", name=choice, exact=True).check()
        if choice == "Chosen lists":
            for box in group.get_by_role("checkbox").all():
                box.set_checked(False)
            for name in lists:
                group.get_by_role("checkbox", name=name).check()
    admin.get_by_role("button", name="Save").click()
    question, done = (admin.get_by_role("heading", name=name) for name in ("Who will see this", SYSTEM))
    expect(question.or_(done)).to_be_visible()
    is_asked = question.count() > 0
    if is_asked:
        people.agree(admin)
    expect(done).to_be_visible()
    return is_asked


def befriend(asking, asked, name):
    asking.goto("/account/friends")
    asking.get_by_label("Name of the account").fill(asked.name)
    asking.get_by_role("button", name="Ask", exact=True).click()
    expect(asking.get_by_text("Asked. You are friends as soon as they accept.")).to_be_visible()
    asked.goto("/account/friends")
    asked.get_by_role("button", name=f"Accept {name}").click()
    expect(asked.get_by_text("You are friends.")).to_be_visible()


def test_friends_ask_accept_and_part(person):
    ada, david = person("ada"), person("david")
    befriend(ada, david, ada.name)
    ada.goto("/account/friends")
    expect(ada.get_by_role("button", name=f"Remove {david.name}")).to_be_visible()
    david.get_by_role("button", name=f"Remove {ada.name}").click()
    expect(david.get_by_text("They are not told.").first).to_be_visible()
    ada.reload()
    expect(ada.get_by_role("button", name=f"Remove {david.name}")).to_have_count(0)


def test_friendship_is_asked_for_beside_a_post_and_in_a_room(person, category, room):
    ada, david = person("ada"), person("david")
    thread = people.begin_thread(david, category, people.unique("Bread "), "It rises.")
    ada.goto(thread)
    link = ada.get_by_role("link", name="Befriend")
    link.focus()
    ada.keyboard.press("Enter")
    expect(ada.get_by_label("Name of the account")).to_have_value(david.name)
    ada.get_by_role("button", name="Ask", exact=True).click()
    expect(ada.get_by_text("Asked. You are friends as soon as they accept.")).to_be_visible()
    ada.goto(thread)
    expect(ada.get_by_role("link", name="Quote")).to_be_visible()
    expect(link).to_have_count(0)

    eve = person("eve")
    eve.goto(room)
    ada.goto(room)
    david.goto(room)
    here = eve.get_by_role("complementary", name="Who is here").get_by_role("listitem")
    for name, offered in ((ada.name, 1), (eve.name, 0)):
        row = here.filter(has_text=name)
        expect(row).to_be_visible()
        expect(row.get_by_role("link", name="Befriend")).to_have_count(offered)
    here.filter(has_text=david.name).get_by_role("link", name="Befriend").click()
    expect(eve.get_by_label("Name of the account")).to_have_value(david.name)


def test_a_list_is_made_filled_renamed_and_deleted(person):
    ada, david = person("ada"), person("david")
    befriend(ada, david, ada.name)
    ada.goto("/account/friends")
    ada.get_by_label("Name of a new list").fill("Close ones")
    ada.get_by_role("button", name="Make the list").click()
    ada.get_by_role("checkbox", name=david.name).check()
    ada.get_by_label("Name of the list").fill("Closest")
    ada.get_by_role("button", name="Save").click()
    expect(ada.get_by_text("1 person")).to_be_visible()
    ada.get_by_role("link", name="Closest").click()
    expect(ada.get_by_role("checkbox", name=david.name)).to_be_checked()
    ada.get_by_role("button", name="Delete the list").click()
    expect(ada.get_by_role("link", name="Closest")).to_have_count(0)


def test_a_friend_sees_the_face_after_a_word_and_loses_it_at_once(keeper, person, browser):
    friend, stranger, guest = person("fred"), person("sam"), browser()
    befriend(keeper, friend, "keeper")
    front(keeper, "dexen: Front alone")
    for page in (friend, stranger, guest):
        page.goto("/")
        expect(sheets(page)).to_have_count(1)
    assert choose(keeper, "Friends", "Friends"), "showing is asked first"
    expect(sheets(friend)).to_have_count(2)
    for page in (stranger, guest):
        page.reload()
        expect(sheets(page)).to_have_count(1)
    assert not choose(keeper, "Nobody else", "Nobody else"), "hiding is not"
    expect(sheets(friend)).to_have_count(1)


def test_a_list_sees_what_other_friends_do_not(keeper, person):
    near, far = person("nora"), person("fay")
    for friend in (near, far):
        befriend(keeper, friend, "keeper")
    list_name = people.unique("Near ones ")
    keeper.goto("/account/friends")
    keeper.get_by_label("Name of a new list").fill(list_name)
    keeper.get_by_role("button", name="Make the list").click()
    keeper.get_by_role("checkbox", name=near.name).check()
    keeper.get_by_role("button", name="Save").click()
    front(keeper, "dexen: Front alone")
    for page in (near, far):
        page.goto("/")
    assert choose(keeper, "Chosen lists", "Chosen lists", [list_name])
    expect(sheets(near)).to_have_count(2)
    far.reload()
    expect(sheets(far)).to_have_count(1)
    keeper.goto("/account/friends")
    keeper.get_by_role("button", name=f"Remove {near.name}").click()
    expect(sheets(near)).to_have_count(1)


def test_a_page_about_a_system_forgets_what_is_hidden_while_it_is_open(person):
    owner, friend = person("olive"), person("fred")
    befriend(owner, friend, owner.name)
    owner.goto("/account/system/edit")
    owner.get_by_role("radio", name="Friends", exact=True).check()
    owner.get_by_role("button", name="Save").click()
    people.agree(owner)
    owner.goto("/account/system/alters/new")
    owner.get_by_label("Name", exact=True).fill("Otter")
    owner.get_by_role("group", name="Who may know of them").get_by_label("Friends", exact=True).check()
    owner.get_by_role("button", name="Add", exact=True).click()
    people.agree(owner)
    owner.get_by_role("link", name="Otter", exact=True).click()
    form = owner.url
    friend.goto(owner.get_by_role("link", name="As others see it").get_attribute("href"))
    expect(friend.get_by_role("heading", name="Otter")).to_be_visible()
    owner.goto(form)
    owner.get_by_role("group", name="Who may know of Otter").get_by_label("Nobody else").check()
    owner.get_by_role("button", name="Save").click()
    expect(friend.get_by_role("heading", name="Nothing here")).to_be_visible()


def test_a_friend_who_wants_to_hear_is_told_of_a_switch(keeper, person, site):
    friend = person("fred")
    befriend(keeper, friend, "keeper")
    choose(keeper, "Friends", "Friends")
    keeper.goto("/account/friends")
    keeper.get_by_label("Tell my friends").check()
    keeper.get_by_role("button", name="Save").click()
    friend.goto("/account/friends")
    friend.get_by_role("button", name="Hear of keeper").click()
    friend.goto("/rules")
    front(keeper, "dexen: Front alone")
    # As ten seconds would, without waiting for them.
    _let_ten_seconds_pass(site)
    expect(friend.get_by_role("status").get_by_text("keeper: Dexen is fronting.")).to_be_visible()
    friend.goto("/account/notices")
    expect(friend.get_by_text("keeper: Dexen is fronting.")).to_be_visible()
    choose(keeper, "Nobody else", "Nobody else")
    friend.reload()
    expect(friend.get_by_text("keeper: Dexen is fronting.")).to_have_count(0)


def _let_ten_seconds_pass(site):
    import contextlib
    import sqlite3
    from site_process import until

    def is_noticed():
        with contextlib.closing(sqlite3.connect(site.data / "app.db", timeout=10)) as database:
            return database.execute("SELECT count(*) FROM template_telling_friend WHERE next IS NOT NULL").fetchone()[0]

    until(is_noticed)
    site.change("UPDATE template_telling_friend SET next_at = next_at - 10000 WHERE next IS NOT NULL")
