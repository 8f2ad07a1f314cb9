"""Two people and one thread."""
import pytest
from playwright.sync_api import expect

import people


@pytest.fixture
def thread(person, category):
    """A thread with its author's window."""
    page = person("david")
    page.thread = people.begin_thread(page, category, people.unique("Kettle "), "The kettle is *on*.")
    return page


def test_a_thread_a_reply_and_a_vote_between_two(thread, person):
    judith = person("judith")
    judith.goto(thread.thread)
    expect(judith.locator("#post-1 em")).to_have_text("on")
    people.reply(judith, "Put a cup out for me")
    expect(thread.get_by_text("1 new post while you read.")).to_be_visible()
    thread.get_by_role("link", name="Show").click()
    second = thread.locator("#post-2")
    expect(second).to_contain_text("Put a cup out for me")
    second.get_by_role("button", name="Vote up").click()
    expect(second.get_by_role("button", name="Vote up")).to_have_attribute("aria-pressed", "true")
    expect(judith.locator("#post-2 .score")).to_contain_text("1")


def test_a_preview_shows_what_it_will_be(thread):
    thread.get_by_label("Your reply").fill("> so it was said\n\n- one\n- two")
    thread.get_by_role("button", name="Preview").click()
    preview = thread.locator("[data-preview-into]")
    expect(preview.locator("blockquote")).to_have_text("so it was said")
    expect(preview.locator("li")).to_have_count(2)
    expect(thread.locator("#post-2")).to_have_count(0)


def test_what_was_written_is_never_markup(thread):
    thread.get_by_label("Your reply").fill(
        "<script>alert(1)</script>\n\nA <b>bold</b> claim, [here](javascript:alert(1))")
    thread.get_by_role("button", name="Reply", exact=True).click()
    body = thread.locator("#post-2 .post-body")
    expect(body.locator("script, b, a[href^='javascript']")).to_have_count(0)
    expect(body).to_contain_text("bold claim")


def test_a_session_that_ended_keeps_the_text(thread):
    thread.get_by_label("Your reply").fill("This took me an hour to write")
    thread.context.clear_cookies()
    thread.get_by_role("button", name="Reply", exact=True).click()
    expect(thread.get_by_text("This took me an hour to write")).to_be_visible()
    expect(thread.get_by_role("link", name="Sign in").first).to_be_visible()


def test_pages_and_unread_marks(thread, person, browser):
    judith = person("judith")  # what stood here before she came is not new to her
    for number in range(2, 24):
        people.reply(thread, f"Cup number {number}")
    judith.goto(thread.thread + "/unread")
    expect(judith.get_by_text("New since you were here")).to_be_visible()
    expect(judith.locator(".is-new").first).to_contain_text("Cup number 2")
    guest = browser()
    guest.goto(thread.thread)
    expect(guest.get_by_text("New since you were here")).to_have_count(0)
    guest.get_by_role("link", name="Next").first.click()
    expect(guest.get_by_text("Cup number 23")).to_be_visible()
