"""What there is beside the password: an app's codes, recovery codes, passkeys, and being asked once more."""
import base64
import hashlib
import hmac
import struct
import time

from playwright.sync_api import expect

import people


def code(secret, steps=0):
    """RFC 6238, so many steps of half a minute from now."""
    key = base64.b32decode(secret.replace(" ", ""))
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1)
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start:start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def give_authenticator(page):
    """A device that knows its owner and nods to everything."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True}})


def sign_out(page):
    page.goto("/")
    page.get_by_text(page.name).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def make_confirmation_old(site):
    """Of whoever signed in last."""
    site.change("UPDATE admin_session SET confirmed_at = 0 WHERE id = (SELECT max(id) FROM admin_session)")


def test_a_passkey_signs_in_without_a_password_and_confirms(person, site):
    page = person("david")
    give_authenticator(page)
    page.goto("/account")
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name").fill("My <laptop>")
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    page.get_by_role("link", name="I have kept them").click()
    expect(page.get_by_text("My <laptop>").first).to_be_visible()
    sign_out(page)

    page.goto("/sign-in?next=/account")  # where the browser offers the passkey, and its owner nods
    expect(page.get_by_role("heading", name="Your account", exact=True)).to_be_visible()
    expect(page.locator("#signing-in").get_by_text("last used")).to_be_visible()
    make_confirmation_old(site)
    page.get_by_role("button", name="Remove My <laptop>").click()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("You have removed the passkey")).to_be_visible()


def test_an_app_and_recovery_codes(person):
    page = person("judith")
    page.goto("/account")
    page.get_by_role("link", name="Set up").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code", exact=True).fill(code(secret))
    page.get_by_role("button", name="Turn it on").click()
    recovery = page.locator("#codes code").all_inner_texts()
    assert len(set(recovery)) == 10

    for answer in (code(secret, 1), recovery[0]):
        sign_out(page)
        people.type_password(page, page.name)
        page.get_by_label("Code", exact=True).fill(answer)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.get_by_text(page.name).first.wait_for()
    page.goto("/account")
    expect(page.get_by_text("9 of 10 left")).to_be_visible()


def test_a_dangerous_act_asks_again_and_keeps_what_was_chosen(keys, browser, person, site):
    name, page = person("rosa").name, browser()
    people.sign_in(page, "keeper")  # a session of its own: its token will change
    page.goto(f"/admin/users?q={name}")
    page.get_by_role("link", name=name).click()
    page.get_by_label("Moderator").check()
    make_confirmation_old(site)
    page.get_by_role("button", name="Change the role").click()
    expect(page.get_by_role("heading", name="Please confirm that it is you")).to_be_visible()
    page.get_by_label("Your password").fill(people.PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text(f"{name} is a moderator now")).to_be_visible()
    page.goto("/admin/audit")
    expect(page.get_by_role("link", name="session.confirm").first).to_be_visible()


def test_passkeys_are_offered_at_the_address_that_they_are_for(browser, site):
    for host, is_offered in (("localhost", True), ("127.0.0.1", False)):
        page = browser()
        page.goto(f"http://{host}:{site.port}/sign-in")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("button", name="Use a passkey")).to_have_count(1 if is_offered else 0)
