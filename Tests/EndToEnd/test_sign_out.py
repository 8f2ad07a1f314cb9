"""A browser that was signed out shows nothing more of who was there, by whatever button."""
import re

from playwright.sync_api import expect


def sign_out(page):
    page.get_by_text(page.name).first.click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


def test_going_back_shows_a_guests_page(person):
    page = person("mira")
    for path in ("/account/system", "/account", "/forums/"):
        page.goto(path)
    sign_out(page)

    page.go_back()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert page.name not in page.content()
    page.goto("/account")
    expect(page).to_have_url(re.compile(r"/sign-in\?next="))


def test_what_scripts_kept_is_gone(person):
    page = person("mira")
    page.goto("/forums/")
    page.evaluate("sessionStorage.setItem('rowhouse-unsent-1-1', 'words that were not sent yet')")
    page.evaluate("localStorage.setItem('anything', 'at all')")
    sign_out(page)

    assert page.evaluate("localStorage.length") == 0
    assert "words" not in page.evaluate("JSON.stringify(sessionStorage)")


def test_a_page_asks_nobody_but_the_site(person, site):
    page = person("mira")
    asked = set()
    page.on("request", lambda request: asked.add("/".join(request.url.split("/")[:3])))
    for path in ("/", "/forums/", "/rtc/", "/account", "/account/system", "/face", "/nowhere"):
        page.goto(path)
    assert asked == {site.url}


def test_only_what_a_person_types_or_chose_is_kept_and_no_name(person):
    """What the site's own scripts lay down while somebody looks around: how far the page has heard, and no more."""
    page = person("mira")
    for path in ("/", "/forums/", "/rtc/", "/account", "/account/system", "/account/front"):
        page.goto(path)
        kept = page.evaluate("JSON.stringify({...sessionStorage, ...localStorage})")
        assert page.name not in kept
        assert set(page.evaluate("Object.keys(sessionStorage)")) <= {"rowhouse-heard", "rowhouse-chat"}, path
        assert page.evaluate("Object.keys(localStorage)") == []
        assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
        assert page.evaluate("document.cookie") == "", "cookies are for the server alone"
