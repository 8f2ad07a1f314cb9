"""Whatever a face draws: what people need can be seen, scrolled to and pressed."""
import pytest
from playwright.sync_api import expect

from test_editor import keeper  # noqa: F401, a fixture

WIDTHS = (390, 1280)
# In sight once one has scrolled there, and what one hits in its middle is itself.
IS_REACHED = """element => {
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  const box = element.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const hit = document.elementFromPoint(x, y);
  return box.width >= 24 && box.height >= 20 && box.left >= 0 && box.right <= innerWidth + 1
    && hit !== null && element.contains(hit);
}"""


def is_reached(locator):
    return locator.evaluate(IS_REACHED)


def assert_the_way_out(page, path):
    page.goto(path)
    link = page.locator(".skip-link")
    link.focus()
    page.wait_for_function("document.querySelector('.skip-link').getBoundingClientRect().top >= 0")
    assert is_reached(link)
    menu = page.locator(".viewer summary")
    assert is_reached(menu)
    menu.click()
    sign_out = page.locator(".viewer").get_by_role("button", name="Sign out")
    expect(sign_out).to_be_visible()
    assert is_reached(sign_out)
    menu.click()
    opener = page.locator("summary").filter(has_text="Look")
    if opener.count():
        assert is_reached(opener.first)
        opener.first.click()
    choice = page.locator("form.look:visible").get_by_role("button", name="Dark").first
    assert is_reached(choice)
    page.evaluate("window.scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' })")
    page.wait_for_function("innerHeight + scrollY >= document.documentElement.scrollHeight - 1")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("face", ["Neutral", "Seles", "Dexen", "Yuki"])
def test_in_each_face(keeper, person, category, room, face, width):  # noqa: F811
    page = person("rowan", viewport={"width": width, "height": 800})
    page.goto("/face")
    page.get_by_role("button", name=face).first.click()
    for path in ("/", "/forums/", "/account"):
        assert_the_way_out(page, path)


REFUSED = [
    "html{overflow:hidden}", "body{overflow:hidden;height:100px}", "*{overflow:hidden}",
    "main{overflow:hidden;height:5em}", ".dawn *{max-height:3em}",
    '.dawn::after{content:"";position:absolute;inset:0}',
]
# A face's own may lie where it likes: over everything, and yet not over these.
COVER = ".pane{position:absolute;inset:0;z-index:10;background:var(--page)}"


def test_in_a_face_that_covers_all_it_may(keeper, person):  # noqa: F811
    keeper.goto("/admin/faces/seles")
    rules = keeper.get_by_label("CSS of the face’s own")
    shipped = rules.input_value()
    for css in REFUSED:
        rules.fill(shipped + "\n" + css)
        keeper.get_by_role("button", name="Save the draft", exact=True).last.click()
        expect(keeper.get_by_role("alert").get_by_text("could hide what people need").first).to_be_visible()
        assert css in rules.input_value()
    rules.fill(shipped + "\n" + COVER)
    keeper.get_by_role("button", name="Save the draft", exact=True).last.click()
    expect(keeper.get_by_text("The draft is saved.")).to_be_visible()

    keeper.goto("/admin/faces/seles/template?path=layout")
    layout = keeper.get_by_label("This face’s own")
    text = layout.input_value()
    layout.fill(text.replace("{{> partials/viewer}}", "<div popover>{{> partials/viewer}}</div>"))
    keeper.get_by_role("button", name="Save the draft").click()
    expect(keeper.get_by_role("alert").get_by_text("would lose what people need")).to_be_visible()
    layout.fill(text.replace("{{> partials/footer}}", '<div class="pane"></div>{{> partials/footer}}'))
    keeper.get_by_role("button", name="Save the draft").click()
    expect(keeper.get_by_text("The draft is saved.")).to_be_visible()
    keeper.goto("/admin/faces/seles")
    keeper.get_by_role("button", name="Publish", exact=True).click()
    expect(keeper.get_by_text("Published.")).to_be_visible()

    page = person("robin")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert_the_way_out(page, "/")
        assert not is_reached(page.get_by_role("main").get_by_role("heading").first)
