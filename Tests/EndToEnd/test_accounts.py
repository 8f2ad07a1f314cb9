"""Coming, going and being found again."""
from playwright.sync_api import expect

import people


def test_sign_up_sign_out_sign_in(person):
    page = person("david")
    page.get_by_text(page.name).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    people.sign_in(page, page.name)
    page.goto("/account")
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_wrong_password_says_nothing_about_the_account(person, browser):
    known, answers = person("david").name, []
    for name in (known, people.unique("nobody")):
        page = browser()
        page.goto("/sign-in")
        page.get_by_label("Name", exact=True).fill(name)
        page.get_by_label("Password", exact=True).fill("not the right one")
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        # Checking a password takes its time; until then the old page is still there.
        page.get_by_role("main").get_by_text("belong together").first.wait_for()
        page.get_by_role("button", name="Use a passkey").wait_for()  # a script shows it
        answers.append(page.get_by_role("main").inner_text().replace(name, "NAME"))
    assert answers[0] == answers[1]


def test_the_one_time_address_works_once(make_site, chromium):
    site = make_site().wait_until_ready()
    address = site.first_admin_address()
    page = chromium.new_page()
    page.goto(address)
    people.fill_name_and_password(page, "keeper")
    page.get_by_role("button", name="Take the keys").click()
    page.get_by_text("keeper").first.wait_for()
    again = chromium.new_page()
    assert again.goto(address).status == 404
    page.close()
    again.close()


def test_whoever_is_no_admin_finds_no_control_room(person):
    assert person("david").goto("/admin/").status in (403, 404)
