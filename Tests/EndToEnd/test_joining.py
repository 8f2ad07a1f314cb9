"""The ways in, the ways back in, and the way out."""
import io
import json
import subprocess
import zipfile

import pytest
from playwright.sync_api import expect

import people
from mail_sink import MailSink, link_in
from site_process import until


@pytest.fixture
def mode(site):
    """Sets who may join; afterwards it is everybody again."""
    yield lambda word: site.set("sign-up.mode", word)
    site.set("sign-up.mode", "open")


@pytest.fixture
def mail(site):
    sink = MailSink()
    for name, value in {"host": "localhost", "port": sink.port, "security": "none", "from": "site@example.org"}.items():
        site.set(f"mail.{name}", value)
    yield sink
    site.set("mail.host", "")
    sink.stop()


def join(page, name, words=None):
    people.fill_name_and_password(page, name)
    if words:
        page.get_by_label("Who you are").fill(words)
    page.get_by_role("main").get_by_role("button", name="oin").click()


def sign_out(page):
    page.context.clear_cookies()


def test_an_admin_changes_a_setting(admin, browser):
    admin.goto("/admin/settings")
    admin.get_by_label("In a sentence").fill("A street of many houses.")
    admin.get_by_role("button", name="Save The site").click()
    expect(admin.get_by_text("The site: saved.")).to_be_visible()
    guest = browser()
    guest.goto("/")
    expect(guest.get_by_text("A street of many houses.")).to_be_visible()
    admin.get_by_label("Days away").fill("9999")
    admin.get_by_role("button", name="Save Accounts").click()
    expect(admin.get_by_label("Days away")).to_have_value("9999")
    expect(admin.get_by_text("This is a number from 1 to 365.").last).to_be_visible()


def test_by_invitation(person, browser, mode):
    mona, zoe = person("mona"), people.unique("zoe")
    mode("invite")
    mona.goto("/account/invites")
    mona.get_by_role("button", name="Make a link").click()
    link = mona.get_by_label("The link.").input_value()
    page = browser()
    page.goto("/sign-up")
    expect(page.get_by_text("Joining takes an invitation")).to_be_visible()
    page.goto(link)
    join(page, zoe)
    page.get_by_text(zoe).first.wait_for()
    mona.goto("/account/invites")
    expect(mona.get_by_text(f"{zoe} came by your invitation.")).to_be_visible()


def test_by_asking(admin, browser, mode):
    mode("approval")
    page, name = browser(), people.unique("zoe")
    page.goto("/sign-up")
    join(page, name, "I like narrow houses and quiet streets.")
    expect(page.get_by_role("heading", name=f"Thank you, {name}")).to_be_visible()
    admin.goto("/admin/users")
    admin.get_by_role("button", name=f"Let in {name}").click()
    expect(admin.get_by_text(f"{name} is in.")).to_be_visible()
    people.sign_in(page, name)


def test_a_form_sent_too_fast_is_asked_for_again_with_its_text(site, browser):
    site.set("sign-up.pause", 10)
    try:
        page = browser()
        page.goto("/sign-up")
        join(page, "quickly")
        expect(page.get_by_text("faster than people write").first).to_be_visible()
        expect(page.get_by_label("Name", exact=True)).to_have_value("quickly")
    finally:
        site.set("sign-up.pause", 0)


def test_a_link_from_an_admin(admin, person, browser, site):
    zoe = person("zoe")
    admin.goto(f"/admin/users?q={zoe.name}")
    admin.get_by_role("link", name=zoe.name).click()
    admin.get_by_role("button", name="Make a link").click()
    link = admin.get_by_label("The link.").input_value()
    page = browser()
    page.goto(link)
    page.get_by_label("New password").fill(people.PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    expect(page.get_by_text("Your new password holds.")).to_be_visible()
    zoe.goto("/account")
    expect(zoe.get_by_role("heading", name="Sign in")).to_be_visible()
    people.sign_in(page, zoe.name)
    log = site.data / "logs/access.log"
    until(lambda: "/sign-in/reset/..." in log.read_text())
    assert link.split("/")[-1] not in log.read_text()


def test_by_mail(person, browser, mail):
    zoe = person("zoe")
    address = f"{zoe.name}@example.org"
    zoe.goto("/account/mail")
    zoe.get_by_label("Mail address").fill(address)
    zoe.get_by_role("button", name="Send a link").click()
    zoe.goto(link_in(mail.letter_to(address)))
    zoe.get_by_role("button", name="Yes, it is mine").click()
    expect(zoe.get_by_text(f"It is {address}.")).to_be_visible()

    page = browser()
    page.goto("/sign-in")
    page.get_by_role("link", name="Forgotten your password?").click()
    page.get_by_label("Mail address").fill(address)
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("a link is on its way")).to_be_visible()
    page.goto(link_in(mail.letter_to(address)))
    page.get_by_label("New password").fill(people.PASSWORD)
    page.get_by_role("button", name="Take this password").click()
    people.sign_in(page, zoe.name)


def test_no_letter_goes_to_a_relay_that_cannot_show_who_it_is(person, site, tmp_path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", tmp_path / "relay.pem",
         "-out", tmp_path / "relay.crt", "-days", "1", "-subj", "/CN=localhost"], check=True, capture_output=True)
    with open(tmp_path / "relay.pem", "a") as file:
        file.write((tmp_path / "relay.crt").read_text())
    sink = MailSink(tmp_path / "relay.pem")
    for name, value in {"host": "localhost", "port": sink.port, "security": "tls", "from": "site@example.org"}.items():
        site.set(f"mail.{name}", value)
    try:
        zoe = person("zoe")
        zoe.goto("/account/mail")
        zoe.get_by_label("Mail address").fill(f"{zoe.name}@example.org")
        zoe.get_by_role("button", name="Send a link").click()
        until(lambda: sink.greeted, 20)
        until(lambda: site.ask("SELECT count(*) FROM job WHERE error LIKE '%certificate%'"), 20)
        assert sink.letters == []
    finally:
        site.set("mail.host", "")
        sink.stop()


def test_another_name(person):
    zoe = person("zoe")
    zoe.goto("/account/name")
    other = people.unique("mila")
    zoe.get_by_label("Name", exact=True).fill(other)
    zoe.get_by_role("button", name="Change my name").click()
    expect(zoe.get_by_text(f"You are {other} now.")).to_be_visible()
    sign_out(zoe)
    people.sign_in(zoe, other)


def test_all_of_ones_data(person, category):
    zoe = person("zoe")
    people.begin_thread(zoe, category, "Window boxes", "Geraniums, mostly.")
    zoe.goto("/account/export")
    zoe.get_by_role("button", name="Make my archive").click()
    link = zoe.get_by_role("link", name="Take it home")
    for _ in range(100):
        zoe.goto("/account/export")
        if link.count():
            break
    with zoe.expect_download() as download:
        link.click()
    archive = zipfile.ZipFile(io.BytesIO(open(download.value.path(), "rb").read()))
    assert archive.testzip() is None
    assert json.loads(archive.read("forums/posts.json"))[0]["text"] == "Geraniums, mostly."
    assert json.loads(archive.read("admin/account.json"))[0]["name"] == zoe.name


def test_leaving_and_coming_back(person):
    zoe = person("zoe")
    zoe.goto("/account/leave")
    zoe.get_by_label("It stays").check()
    zoe.get_by_role("button", name="Delete my account").click()
    expect(zoe.get_by_text("Your account goes in 30 days.")).to_be_visible()
    zoe.goto("/sign-in")
    people.fill_name_and_password(zoe, zoe.name)
    zoe.get_by_role("main").get_by_role("button", name="Sign in").click()
    zoe.get_by_role("button", name="I want to come back").click()
    expect(zoe.get_by_text("Good to have you back")).to_be_visible()
    people.sign_in(zoe, zoe.name)
