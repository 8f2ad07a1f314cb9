"""The whole journey again with JavaScript off."""
from playwright.sync_api import expect

import people


def test_the_whole_journey(person, admin, browser, category, room):
    page = person("david", java_script_enabled=False)
    thread = people.begin_thread(page, category, people.unique("By hand "), "No script at all.")
    people.reply(page, "It still answers")
    page.get_by_label("Your reply").fill("- a *list*")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator(".composer-preview em")).to_have_text("list")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-3 .post-body li")).to_have_text("a list")

    judith = person("judith", java_script_enabled=False)
    judith.goto(thread)
    judith.locator("#post-2").get_by_role("button", name="Vote up").click()
    expect(judith.locator("#post-2").get_by_role("button", name="Vote up")).to_have_attribute(
        "aria-pressed", "true")

    judith.goto(room)
    people.say(judith, f"{judith.name} was here")
    page.goto(room)
    expect(page.get_by_text(f"{judith.name} was here")).to_be_visible()


def test_a_switch_by_form(browser, keys):
    admin = browser(storage_state=keys, java_script_enabled=False)
    admin.goto("/account/front")
    admin.get_by_role("button", name="yuki: Front alone").click()
    expect(admin.get_by_role("main").get_by_role("list", name="Fronting")).to_contain_text("yuki", ignore_case=True)
    admin.get_by_role("button", name="Nobody").click()
