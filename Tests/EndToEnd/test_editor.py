"""The editor of faces in a browser: try a colour, look at it, publish it, go back."""
import re

import pytest
from playwright.sync_api import expect

from test_axe import LOOKS, look_at


@pytest.fixture
def keeper(admin, site):
    """The admin, whose system leaves the site as it was, and everybody in it as private."""
    front(admin, "seles: Front alone")
    button = admin.get_by_role("button", name="Show whoever fronts")
    if button.count():
        button.click()
    yield admin
    admin.goto("/admin/faces/seles")
    for words in ("Discard the draft", "Go back to what shipped"):
        button = admin.get_by_role("button", name=words)
        if button.count():
            button.click()
    front(admin, "Nobody")
    site.change("UPDATE template_alter SET visibility = 'private', front_visibility = 'private'")
    site.change("UPDATE template_system SET is_showing_asked = 0")


def front(admin, words):
    admin.goto("/account/front")
    admin.get_by_role("button", name=words).click()
    expect(admin.get_by_role("heading", name="Who is fronting")).to_be_visible()


def background(page, selector):
    return page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor")


def accent(page):
    return page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()")


def test_a_colour_is_tried_published_and_taken_back(keeper, browser):
    guest = browser(color_scheme="light")
    guest.goto("/")
    shipped = accent(guest)
    sheet = guest.locator("head link[rel=stylesheet]").last
    before = sheet.get_attribute("href")

    keeper.goto("/admin/faces/seles")
    field = keeper.get_by_label("accent, light", exact=True)
    # The sample and the numbers follow while one types.
    field.fill("#f0c0d0")
    expect(keeper.get_by_text("The main button’s words on the accent").or_(
        keeper.get_by_text("The main button's words on the accent")).first).to_be_visible()
    assert background(keeper, ".sample-light .button.main") == "rgb(240, 192, 208)"
    taken = keeper.locator("[data-take]", has_text="for accent").or_(keeper.locator("[data-take]")).first
    expect(taken).to_be_visible()
    field.fill("#8a1150")
    expect(keeper.get_by_text(re.compile("All .* pairs pass")).first).to_be_visible()
    keeper.get_by_role("button", name="Save the draft and try it").click()
    expect(keeper.get_by_text("This is a draft")).to_be_visible()
    guest.reload()
    assert accent(guest) == shipped

    keeper.get_by_role("button", name="Publish", exact=True).click()
    expect(keeper.get_by_text("Published.")).to_be_visible()
    # The guest's open page follows by itself.
    expect(sheet).not_to_have_attribute("href", before)
    guest.wait_for_load_state()
    assert accent(guest) == "#8a1150"

    keeper.get_by_role("button", name="Go back to what shipped").click()
    expect(sheet).to_have_attribute("href", before)
    guest.wait_for_load_state()
    assert accent(guest) == shipped


def test_it_works_without_javascript(keys, site, browser, keeper):
    page = browser(storage_state=keeper.context.storage_state(), java_script_enabled=False, color_scheme="light")
    page.goto("/admin/faces/seles")
    page.get_by_label("muted, light", exact=True).fill("#bbbbbb")
    page.get_by_role("button", name="Save the draft and try it").click()
    expect(page.get_by_text("too close").first).to_be_visible()
    expect(page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    page.get_by_role("button", name=re.compile("^Take #[0-9a-f]{6} for muted")).first.click()
    expect(page.get_by_text("too close")).to_have_count(0)
    expect(page.get_by_role("button", name="Publish", exact=True)).to_be_visible()


def test_an_outlet_is_written_seen_published_and_taken_back(keeper, browser):
    guest = browser()
    guest.goto("/")
    words = guest.get_by_text("Tea is at four")
    expect(words).to_have_count(0)

    keeper.goto("/admin/faces/seles")
    keeper.get_by_role("link", name="Templates").click()
    keeper.get_by_role("link", name="End of the front page").click()
    field = keeper.get_by_label("This face’s own")
    field.fill("<p>Tea is at four</p>\n{{#parts}}\n")
    keeper.get_by_role("button", name="Save the draft").click()
    # What was typed is still there, and the place of the mistake is said.
    expect(keeper.get_by_role("alert").get_by_text(re.compile("^Line 2, column 1: "))).to_be_visible()
    expect(field).to_have_value("<p>Tea is at four</p>\n{{#parts}}\n")
    field.fill("<p>Tea is at four</p>\n")
    keeper.get_by_role("button", name="Save the draft").click()
    expect(keeper.get_by_text("The draft is saved.")).to_be_visible()
    guest.reload()
    expect(words).to_have_count(0)

    keeper.get_by_role("link", name="See it on the site’s pages").click()
    expect(keeper.frame_locator("iframe").first.get_by_text("Tea is at four")).to_be_visible()
    keeper.goto("/admin/faces/seles")
    expect(keeper.locator("#comparison").get_by_text("Tea is at four")).to_be_visible()
    keeper.get_by_role("button", name="Publish", exact=True).click()
    expect(keeper.get_by_text("Published.")).to_be_visible()
    # The guest's open page follows by itself, and back again.
    expect(words).to_be_visible()
    keeper.get_by_role("button", name="Go back to what shipped").click()
    expect(words).to_have_count(0)


def test_templates_work_without_javascript_and_keep_what_people_need(browser, keeper):
    page = browser(storage_state=keeper.context.storage_state(), java_script_enabled=False)
    page.goto("/admin/faces/seles/template?path=layout")
    field = page.get_by_label("This face’s own")
    text = field.input_value()
    field.fill(text.replace("{{> partials/footer}}", ""))
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert").get_by_text("would lose what people need")).to_be_visible()
    field.fill(text.replace("{{> partials/footer}}", "<script src=/x.js></script>{{> partials/footer}}"))
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("alert").get_by_text("can't add “<script>”")).to_be_visible()


def test_the_neutral_face_is_copied_not_changed(keeper):
    keeper.goto("/admin/faces")
    keeper.get_by_role("link", name="Neutral").click()
    expect(keeper.get_by_text("stays as it ships")).to_be_visible()
    keeper.get_by_label("Whose face it becomes").select_option("seles")
    keeper.get_by_role("button", name="Make a copy").click()
    expect(keeper.get_by_text("A draft is begun.")).to_be_visible()


def test_what_is_wrong_with_rules_is_said_and_the_text_stays(keeper):
    keeper.goto("/admin/faces/seles")
    keeper.get_by_label("CSS of the face’s own").fill(".card {\n  background: url(https://evil.example/x.png);\n}")
    keeper.get_by_role("button", name="Save the draft", exact=True).last.click()
    expect(keeper.get_by_role("alert").get_by_text("Rules:2:15: “url(” is not allowed in a face.")).to_be_visible()
    expect(keeper.get_by_label("CSS of the face’s own")).to_have_value(re.compile("evil.example"))


def test_the_previews_are_framed_and_nothing_else_is(keeper, site):
    keeper.goto("/admin/faces/seles/preview")
    frame = keeper.frame_locator("iframe").first
    expect(frame.get_by_role("main")).to_be_visible()
    address = keeper.locator("iframe").first.get_attribute("src")
    answer = site.request(address)
    assert answer.status == 200
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "X-Preview" not in answer.headers
    for path in ("/", "/?preview=" + "0" * 80, address.replace("preview=", "preview=0")):
        other = site.request(path)
        assert "frame-ancestors 'none'" in other.headers["Content-Security-Policy"], path
        assert other.headers["X-Frame-Options"] == "DENY"


def test_nothing_hides_what_is_protected(keeper, browser):
    """What the linter lets pass, a layer holds up: each of these would be refused if it were written alone."""
    page = browser()
    page.goto("/sign-in")
    session = page.context.new_cdp_session(page)
    for command in ("DOM.enable", "CSS.enable"):
        session.send(command)
    frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
    sheet = session.send("CSS.createStyleSheet", {"frameId": frame})["styleSheetId"]
    session.send("CSS.setStyleSheetText", {"styleSheetId": sheet, "text": """
        @layer alter { form { opacity: 0; visibility: hidden; clip-path: inset(50%); transform: translateX(-9999px);
          translate: -9999px; scale: 0; pointer-events: none; filter: opacity(0); text-indent: -9999px } }"""})
    assert page.locator("form[data-protected]").count() >= 2
    for form in page.locator("form[data-protected]").all():
        style = form.evaluate("e => { const s = getComputedStyle(e); return [s.opacity, s.visibility, s.clipPath, s.transform, s.translate, s.scale, s.pointerEvents, s.filter, s.textIndent] }")
        assert style == ["1", "visible", "none", "none", "none", "none", "auto", "none", "0px"]


@pytest.mark.parametrize("scheme, width", LOOKS)
def test_axe_finds_nothing_in_the_editor(browser, keys, category, room, scheme, width):
    page = browser(storage_state=keys, color_scheme=scheme, viewport={"width": width, "height": 800})
    look_at(page, [
        "/admin/faces/yuki", "/admin/faces/yuki/preview", "/admin/faces/yuki/preview?as=m", "/admin/faces/neutral",
        "/admin/faces/yuki/templates", "/admin/faces/yuki/template?path=outlets/site-intro",
        "/admin/faces/yuki/template?path=forums/thread"])
