"""The room page when the line is not what it should be, and what it says of it."""
import contextlib
import os
import re
import signal
import sqlite3

from playwright.sync_api import expect

import people
from site_process import until

LINE = """
  (() => {
    const Real = WebSocket;
    window.lines = [];
    window.WebSocket = function (...parts) {
      const line = new Real(...parts);
      window.lines.push(line);
      return line;
    };
    Object.assign(window.WebSocket, { OPEN: Real.OPEN });
  })()
"""
NO_SOCKETS = """
  window.WebSocket = class { constructor() { setTimeout(() => this.onclose?.({ code: 1006 }), 10); } close() {} send() {} };
  window.WebSocket.OPEN = 1;
"""


def state(page):
    return page.locator("[data-state]")


def connected(page, room):
    page.goto(room)
    expect(state(page)).to_have_text("Connected")
    return page


def waiting(page):
    return page.locator(".message.waiting")


def press_enter(page, **more):
    page.get_by_label("Say something").evaluate(
        """(field, more) => field.dispatchEvent(new KeyboardEvent(
             "keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }))""", more)


def test_enter_that_ends_a_composition_sends_nothing(person, room):
    page = connected(person("david"), room)
    field = page.get_by_label("Say something")
    field.fill("nih")
    press_enter(page, keyCode=229)
    press_enter(page, isComposing=True)
    press_enter(page, keyCode=229, ctrlKey=True)
    expect(field).to_have_value("nih")
    words = people.unique("nihon ")
    field.fill(words)
    press_enter(page, keyCode=13)
    expect(field).to_have_value("")
    expect(page.locator("[data-messages]").get_by_text(words)).to_be_visible()


def test_on_a_touch_screen_enter_begins_a_line_and_everybody_sees_it(person, room, browser):
    page, judith = person("david", has_touch=True, is_mobile=True), person("judith")
    connected(page, room)
    connected(judith, room)
    field = page.get_by_label("Say something")
    mark = people.unique("line")
    field.fill(f"{mark} one")
    field.press("Enter")
    page.keyboard.type("two")
    expect(field).to_have_value(f"{mark} one\ntwo")
    page.get_by_role("button", name="Send").click()
    heard = judith.locator(".message").filter(has_text=f"{mark} one").locator("[data-body]")
    expect(heard.locator("br")).to_have_count(1)
    assert heard.inner_text() == f"{mark} one\ntwo"


def test_one_poisonous_message_ends_alone(person, room, site):
    page = person("david")
    page.add_init_script("""
      const send = WebSocket.prototype.send;
      WebSocket.prototype.send = function (data) {
        send.call(this, typeof data === "string" && data.includes("poison") ? `{"op":"${"x".repeat(40000)}"}` : data);
      };""")
    connected(page, room)
    people.say(page, "poison")
    words = people.unique("a sound one ")
    people.say(page, words)
    expect(page.get_by_text("The chat can't carry this message as it is.")).to_be_visible()
    expect(page.locator(".message:not(.waiting)").get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    expect(waiting(page)).to_have_count(0)
    assert "poison" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_signs_that_are_no_text_are_refused_and_can_be_discarded(person, room):
    page = connected(person("david"), room)
    page.get_by_label("Say something").evaluate("(field) => (field.value = '\\x1b[0m'.repeat(900))")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Part of that can't be shown as text.")).to_be_visible()
    words = people.unique("and on ")
    people.say(page, words)
    expect(page.locator(".message:not(.waiting)").get_by_text(words)).to_be_visible()
    page.get_by_role("button", name="Discard").click()
    page.reload()
    expect(waiting(page)).to_have_count(0)


def test_each_message_that_waits_says_so_under_its_own_name(person, room):
    david, judith = person("david"), person("judith")
    connected(judith, room)
    connected(david, room)
    people.say(judith, people.unique("said by somebody else "))
    expect(david.locator(".message").last).to_contain_text("said by somebody else")
    david.context.set_offline(True)
    expect(state(david)).to_contain_text("Not connected", timeout=3_000)
    for count in range(3):
        people.say(david, people.unique("waits "))
    expect(david.get_by_text("Not sent yet.")).to_have_count(3)
    expect(waiting(david).first).not_to_have_class(re.compile(r"\brun\b"))
    expect(waiting(david).first.locator("[data-name]")).to_have_text(david.name)
    expect(waiting(david).nth(1)).to_have_class(re.compile(r"\brun\b"))
    waiting(david).nth(1).get_by_role("button", name="Discard").click()
    expect(waiting(david)).to_have_count(2)
    david.context.set_offline(False)
    expect(waiting(david)).to_have_count(0)
    expect(david.locator(".message").filter(has_text="waits")).to_have_count(2)


def test_a_line_that_died_without_a_word_is_noticed(person, room):
    page = person("david")
    page.add_init_script(LINE)
    connected(page, room)
    # From here on nothing goes out and nothing comes in, and nobody says so.
    page.evaluate("lines.forEach((line) => { line.send = () => {}; line.onmessage = () => {}; })")
    # The next line is there at once, so the words may stand too shortly to be looked up.
    page.evaluate("""() => {
      const state = document.querySelector("[data-state]");
      window.states = [];
      new MutationObserver(() => states.push(state.textContent))
        .observe(state, { childList: true, characterData: true, subtree: true });
    }""")
    until(lambda: page.evaluate("states.some((words) => words.trim() !== 'Connected')"), 15)
    expect(state(page)).to_have_text("Connected", timeout=12_000)
    assert page.evaluate("lines.length") > 1


def test_what_waits_is_not_kept_beyond_the_session(person, room):
    page = connected(person("david"), room)
    page.context.set_offline(True)
    words = people.unique("not for the next one ")
    people.say(page, words)
    expect(page.get_by_text("Not sent yet.")).to_be_visible()
    page.get_by_label("Say something").fill("half a sentence")
    kept = "JSON.stringify(sessionStorage)"
    assert words in page.evaluate(kept) and "half a sentence" in page.evaluate(kept)
    page.evaluate("document.dispatchEvent(new CustomEvent('rowhouse:session.ended'))")
    expect(page.get_by_text("You are signed out. What you wrote is still here")).to_be_visible()
    page.get_by_label("Say something").fill("another half")
    assert "rowhouse-unsent" not in page.evaluate(kept)
    expect(waiting(page).get_by_text(words)).to_be_visible()


def test_a_guest_finds_nothing_that_was_not_sent(person, room):
    page = connected(person("david"), room)
    page.get_by_label("Say something").fill("half a sentence")
    page.reload()
    expect(page.get_by_label("Say something")).to_have_value("half a sentence")
    page.context.clear_cookies()
    page.goto("/")
    assert "half" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_eight_tabs_without_websockets_hold_one_stream(person, room, admin):
    """With one in each, the sixth tab and every other page of the site would hang."""
    david, judith = person("david"), connected(person("judith"), room)
    attic = people.open_room(admin, people.unique("Attic "))
    david.context.add_init_script(NO_SOCKETS)
    tabs = [david, *(david.context.new_page() for _ in range(7))]
    for place, page in enumerate(tabs):
        page.goto(attic if place == 5 else room)
        expect(state(page)).to_have_text("Connected", timeout=20_000)
    words = people.unique("to all of you ")
    people.say(judith, words)
    for place, page in enumerate(tabs):
        expect(page.get_by_text(words)).to_have_count(0 if place == 5 else 1, timeout=10_000)
    judith.goto(attic)
    people.say(judith, people.unique("to the attic "))
    expect(tabs[5].get_by_text("to the attic")).to_be_visible()
    people.say(tabs[7], people.unique("from the last tab "))
    expect(tabs[3].get_by_text("from the last tab")).to_be_visible()
    # Whoever held it goes; another takes it up.
    tabs[0].close()
    judith.goto(room)
    words = people.unique("and after ")
    people.say(judith, words)
    expect(tabs[1].get_by_text(words)).to_be_visible(timeout=15_000)


def test_what_is_said_is_read_out_in_measure(person, room):
    david, judith = connected(person("david"), room), connected(person("judith"), room)
    news = david.locator("[data-news]")
    expect(david.get_by_role("log")).to_be_visible()
    expect(news).to_be_empty()
    words = people.unique("hello ")
    people.say(judith, words)
    expect(news).to_have_text(f"{judith.name}: {words}")
    people.say(david, people.unique("mine "))
    for count in range(6):
        people.say(judith, people.unique("fast "))
    expect(news).to_contain_text("new messages.")
    david.evaluate("window.heard = []; new MutationObserver(() => heard.push(document.querySelector('[data-news]')"
                   ".textContent)).observe(document.querySelector('[data-news]'), { childList: true })")
    david.context.set_offline(True)
    expect(state(david)).to_contain_text("Not connected")
    david.context.set_offline(False)
    expect(state(david)).to_have_text("Connected")
    assert david.evaluate("heard") == [], "a short break is not worth a word"


def begin_another_log(site):
    """As after a restore: what pages know belongs to a log that is no more."""
    with contextlib.closing(sqlite3.connect(site.data / "rtc/sessions.db", timeout=10)) as database:
        database.execute("PRAGMA wal_autocheckpoint = 0")
        with database:
            database.execute("UPDATE rtc_epoch SET word = 'e_' || lower(hex(randomblob(8)))")
    (daemon,) = site.processes("rowhouse-live")
    os.kill(daemon, signal.SIGKILL)
    until(lambda: list(site.processes("rowhouse-live")) not in ([], [daemon]))


def test_a_reset_leaves_the_reader_and_the_writer_where_they_are(person, room, site):
    david, judith = person("david"), connected(person("judith"), room)
    for count in range(25):
        people.say(judith, people.unique("line upon line "))
    expect(judith.locator(".message.waiting")).to_have_count(0)
    connected(david, room)
    david.evaluate("window.isTheSame = true")
    david.get_by_label("Say something").fill("a draft")
    david.locator("[data-messages]").evaluate("(list) => (list.scrollTop = list.scrollHeight / 3)")
    top = david.locator("[data-messages]").evaluate("(list) => list.scrollTop")
    begin_another_log(site)
    expect(state(david)).to_have_text("Connected")
    words = people.unique("after it all ")
    people.say(judith, words)
    expect(david.get_by_text(words)).to_have_count(1, timeout=20_000)
    expect(david.locator(".room")).to_be_visible()
    assert david.evaluate("window.isTheSame")
    expect(david.get_by_label("Say something")).to_have_value("a draft")
    assert abs(david.locator("[data-messages]").evaluate("(list) => list.scrollTop") - top) < 60


def test_earlier_messages_come_into_the_page(person, admin, site):
    room = people.open_room(admin, people.unique("Archive "))
    page = connected(person("david"), room)
    for count in range(60):
        page.get_by_label("Say something").fill(f"number {count}.")
        page.get_by_role("button", name="Send").click()
    expect(page.locator(".message:not(.waiting)")).to_have_count(60, timeout=30_000)
    connected(page, room)
    expect(page.locator(".message")).to_have_count(50)
    page.get_by_label("Say something").fill("a draft")
    page.get_by_role("link", name="Earlier messages").click()
    expect(page.locator(".message")).to_have_count(60)
    expect(page.get_by_label("Say something")).to_have_value("a draft")
    expect(page.get_by_role("link", name="Earlier messages")).to_have_count(0)
    assert page.locator("[data-messages]").evaluate("(list) => list.scrollTop") > 0, "the reader stays where they were"
    texts = page.locator(".message [data-body]").all_inner_texts()
    assert texts == [f"number {count}." for count in range(60)]


def test_the_page_of_earlier_messages_works_like_the_room(person, admin):
    room = people.open_room(admin, people.unique("Archive "))
    page = connected(person("david"), room)
    for count in range(15):
        people.say(page, f"number {count}.\nand\nmore")
    expect(page.locator(".message:not(.waiting)")).to_have_count(15, timeout=30_000)
    page.get_by_label("Say something").fill("begun here")
    page.goto(f"{room}?before=14")
    field = page.get_by_label("Say something")
    expect(field).to_have_value("begun here")
    end = page.locator("[data-messages]").evaluate(
        "(list) => list.scrollHeight - list.clientHeight - list.scrollTop")
    assert end < 5, "it opens where one came from"
    words = people.unique("sent from the past ")
    field.fill(words)
    field.press("Enter")
    expect(page.locator(".message").get_by_text(words)).to_be_visible()
    assert "before" not in page.url


def test_a_chat_that_opens_again_is_found_open(person, room, site):
    page = connected(person("david"), room)
    try:
        assert site.run("module", "disable", "rtc").returncode == 0
        expect(state(page)).to_have_text("The chat is closed for now. What you wrote is still here.")
        people.say(page, "kept")
        expect(page.get_by_text("Not sent yet.")).to_be_visible()
        page.get_by_role("button", name="Try again").click()
        expect(state(page)).to_have_text("The chat is closed for now. What you wrote is still here.")
    finally:
        assert site.run("module", "enable", "rtc").returncode == 0
    expect(state(page)).to_have_text("Connected", timeout=20_000)
    expect(waiting(page)).to_have_count(0)


def test_new_messages_below_stand_on_ground_of_their_own(person, room):
    david, judith = person("david", viewport={"width": 390, "height": 700}), connected(person("judith"), room)
    for count in range(25):
        people.say(judith, people.unique("line upon line "))
    connected(david, room)
    david.locator("[data-messages]").evaluate("(list) => (list.scrollTop = 0)")
    people.say(judith, people.unique("below "))
    button = david.get_by_role("button", name="New messages below")
    expect(button).to_be_visible()
    assert button.evaluate("(button) => getComputedStyle(button).backgroundColor") not in (
        "rgba(0, 0, 0, 0)", "transparent")
    button.click()
    expect(button).to_have_count(0)
