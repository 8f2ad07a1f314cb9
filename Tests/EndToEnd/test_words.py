"""What people type: words without an end push no page sideways, Hebrew and Arabic stand right to left, and an
input method's Enter sends nothing."""
import pytest
from playwright.sync_api import expect

import people

GERMAN = "Rindfleischetikettierungsüberwachungsgesetz"
ADDRESS = "https://example.org/" + "a" * 55
WIDE = "W" * 200
HEBREW = "שלום עולם"
WIDTHS = (320, 390)

WORST = f"""{"W" * 2000} {GERMAN} {ADDRESS}

`{WIDE}` [{WIDE}]({ADDRESS})

| {WIDE} | b |
|-|-|
| c | {WIDE} |

> {WIDE}

1. {WIDE}

```
{WIDE}
```
"""


def wide(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def culprits(page):
    """The elements that stick out, for whoever reads a failure."""
    return page.evaluate("""() => [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .slice(0, 6).map((element) => `${element.tagName}.${element.className} ${element.textContent.slice(0, 30)}`)""")


def broken(page):
    """Short words that stand in two lines or more."""
    return page.evaluate("""() => {
      const lines = (node, start, end) => {
        const range = document.createRange();
        range.setStart(node, start);
        range.setEnd(node, end);
        return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
      };
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const found = [];
      while (texts.nextNode())
        for (const word of texts.currentNode.data.matchAll(/(?<!\\S)[^\\s/-]{3,15}(?=\\s|$)/g))
          if (lines(texts.currentNode, word.index, word.index + word[0].length) > 1) found.push(word[0]);
      return found;
    }""")


def send(page, path, **form):
    """Sends a form; the address that it leads to."""
    origin = page.evaluate("location.origin")
    answer = page.request.post(path, form=form, headers={"Origin": origin}, max_redirects=0)
    assert answer.status == 303, (path, answer.status, answer.text()[:2000])
    return answer.headers["location"]


def assert_nothing_sticks_out(page, paths, widths=WIDTHS):
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        for path in paths:
            page.goto(path)
            if wide(page) > 0:
                found.append(f"{width}: {path}: {wide(page)} too wide: {culprits(page)}")
    assert found == [], "\n".join(found)


@pytest.fixture(scope="module")
def planted(chromium, site, keys):
    """Long words in every kind of name; the addresses of what was made."""
    context = chromium.new_context(base_url=site.url, storage_state=keys)
    admin = context.new_page()
    admin.goto("/")
    made = {}
    send(admin, "/forums/manage", name=WIDE[:60], description=WIDE)
    made["category"] = "/forums/category/" + str(site.ask("SELECT max(id) FROM forums_category"))
    made["room"] = send(admin, "/rtc/rooms/new", name=WIDE[:60], topic=WIDE, position="9000")
    made["role"] = "/admin/roles/" + site.ask("SELECT name FROM admin_role WHERE title = ?", "W" * 30) if (
        send(admin, "/admin/roles", title="W" * 30, duty=WIDE[:120], base="member")) else ""
    for title in (GERMAN, ADDRESS, WIDE):
        made[title] = send(admin, f"{made['category']}/new", title=title, text=WORST)
    send(admin, f"{made[WIDE]}/reply", text=f"**{WIDE}** in #1:\n{WORST}")
    yield {**made, "admin": admin, "context": context}
    context.close()


@pytest.fixture
def owner(browser, site, planted):
    """A member with the longest names there can be, who fronts."""
    page = browser()
    page.name = ("W" * 26 + people.unique("W"))[:30]
    people.sign_up(page, page.name)
    send(page, "/account/system/edit", name=WIDE[:100], tag=WIDE[:50], pronouns=WIDE[:100], description=WORST)
    send(
        page, "/account/system/alters/new", name=WIDE[:100], display_name=WIDE[:100], pronouns=WIDE[:100],
        description=WORST)
    page.alter = site.ask("SELECT id FROM template_alter WHERE account_id = (SELECT id FROM admin_user WHERE name = ?)",
                          page.name)
    send(page, "/account/system/groups", name=WIDE[:100], description=WIDE, emoji="WWWW")
    send(page, "/account/system/fields", name=WIDE[:100], kind="text")
    page.group, page.field = (site.ask(f"SELECT max(id) FROM template_{table}") for table in ("group", "field"))
    send(page, f"/account/system/alters/{page.alter}", name=WIDE[:100], pronouns=WIDE[:100],
         **{f"field-{page.field}": WIDE, "group": str(page.group)})
    send(page, f"/account/system/alters/{page.alter}/tags", prefix=WIDE[:100], suffix=WIDE[:100])
    page.list = send(page, "/account/lists", title=WIDE[:50])
    send(page, "/account/system/front", op="set", alter=str(page.alter), note=WIDE)
    send(page, "/account/system/front/status", alter=str(page.alter), status=WIDE[:50])
    page.span = site.ask("SELECT id FROM template_span WHERE alter_id = ?", page.alter)
    send(page, f"/account/system/front/spans/{page.span}/comments", comment=WIDE)
    return page


def test_short_words_stay_whole(planted):
    page, found = planted["admin"], []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for path in ("/", "/forums/", "/account", "/account/front", "/account/sessions", "/admin/users"):
            page.goto(path)
            found += [f"{width}: {path}: {word}" for word in broken(page)]
    assert found == []


def test_no_page_of_the_houses_scrolls_sideways(browser, planted):
    guest = browser()
    assert_nothing_sticks_out(guest, [
        "/", "/forums/", planted["category"], planted[GERMAN], planted[ADDRESS], planted[WIDE], "/rtc/", planted["room"]])
    assert_nothing_sticks_out(planted["admin"], [
        "/", "/forums/", planted["category"], planted[WIDE], f"{planted['category']}/new", f"{planted['category']}/edit",
        "/forums/manage", "/rtc/", planted["room"], f"{planted['room']}/edit", "/rtc/rooms/new"])


def test_no_page_of_a_system_scrolls_sideways(owner, planted):
    alter = f"/account/system/alters/{owner.alter}"
    assert_nothing_sticks_out(owner, [
        "/", planted[WIDE], planted["room"], "/account", "/account/alters", "/account/blocked", "/account/friends",
        owner.list, "/account/system", "/account/system?show=order", "/account/system/edit",
        "/account/system/front", "/account/system/front/history", "/account/system/front/history/new",
        "/account/system/front/statistics", "/account/system/front/showing", f"/account/system/front/spans/{owner.span}",
        "/account/system/groups", f"/account/system/groups/{owner.group}", f"/account/system/groups/{owner.group}/delete",
        "/account/system/fields", f"/account/system/fields/{owner.field}", "/account/system/speaking",
        alter, f"{alter}/tags", f"{alter}/delete", f"/alters/{owner.alter}", "/account/notices", "/account/name",
        "/account/sessions", "/account/system/import", "/account/system/export"])
    owner.goto(planted[WIDE])
    owner.locator("summary", has=owner.locator(".viewer-name")).click()
    assert wide(owner) <= 0, culprits(owner)


def test_no_page_of_the_control_room_scrolls_sideways(owner, planted, site, browser):
    number = site.ask("SELECT id FROM admin_user WHERE name = ?", owner.name)
    admin = planted["admin"]
    send(admin, f"/admin/users/{number}/notes", note=WIDE)
    send(admin, f"/admin/users/{number}/silence", **{"silence-reason": WIDE})
    agent = browser(user_agent="x" * 2000)
    people.sign_in(agent, owner.name)
    assert_nothing_sticks_out(agent, ["/account/sessions", "/account", "/", planted[WIDE]])
    assert_nothing_sticks_out(admin, [
        "/admin/", "/admin/users", f"/admin/users/{number}", "/admin/roles", planted["role"], "/admin/permissions",
        "/admin/permissions/forums.category/" + planted["category"].split("/")[-1], "/admin/second-factors",
        "/admin/settings", "/admin/audit", "/admin/audit/" + str(site.ask("SELECT max(id) FROM admin_audit"))])


@pytest.mark.parametrize("face", ["seles", "dexen", "yuki"])
def test_no_face_lets_them_scroll_sideways(browser, keys, planted, face):
    admin = browser(storage_state=keys)
    admin.goto("/account/front")
    admin.get_by_role("button", name=f"{face}: Front alone").click()
    try:
        assert_nothing_sticks_out(admin, ["/", "/forums/", planted["category"], planted[WIDE], planted["room"]])
    finally:
        admin.goto("/account/front")
        admin.get_by_role("button", name="Nobody").click()


def start_of(page, locator):
    """Whether the text of an element stands at its right, and its direction."""
    return locator.evaluate("""(element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [text, box] = [range.getClientRects()[0], element.getBoundingClientRect()];
      return {right: box.right - text.right < text.left - box.left, direction: getComputedStyle(element).direction};
    }""")


def test_hebrew_stands_right_to_left(person, category, room):
    page = person("noa")
    people.begin_thread(
        page, category, HEBREW, f"{HEBREW}\n\nEnglish between\n\n- {HEBREW}\n\n> {HEBREW}\n\n## כותרת")
    body = page.locator(".post-body")
    for block in ("p >> nth=0", "li", "blockquote p", "h2"):
        assert start_of(page, body.locator(block)) == {"right": True, "direction": "rtl"}, block
    assert start_of(page, body.locator("p", has_text="English"))["direction"] == "ltr"
    assert start_of(page, page.get_by_role("heading", name=HEBREW).first)["direction"] == "rtl"
    page.get_by_label("Your reply").fill(HEBREW)
    assert start_of_field(page.get_by_label("Your reply")) == "rtl"
    page.goto(room)
    people.say(page, HEBREW)
    message = page.locator(".message:not(.waiting) .prose p", has_text=HEBREW).first
    message.wait_for()
    assert start_of(page, message) == {"right": True, "direction": "rtl"}


def start_of_field(field):
    return field.evaluate("(field) => getComputedStyle(field).direction")


def test_enter_while_composing_sends_nothing(person, category):
    page = person("mei")
    thread = people.begin_thread(page, category, people.unique("Composed "), "Words.")
    page.get_by_label("Your reply").fill("にほん")
    for composing in ({"isComposing": True}, {"keyCode": 229}):
        page.get_by_label("Your reply").evaluate("""(area, composing) => area.dispatchEvent(new KeyboardEvent(
          "keydown", {key: "Enter", ctrlKey: true, bubbles: true, cancelable: true, ...composing}))""", composing)
    expect(page.locator("article.post")).to_have_count(1)
    page.get_by_label("Your reply").press("Control+Enter")
    expect(page.locator("article.post")).to_have_count(2)
    assert page.url.startswith(thread)
