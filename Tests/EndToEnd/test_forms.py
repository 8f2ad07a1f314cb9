"""What was typed is kept, goes out in the right name, and overwrites nothing that nobody has seen."""
import pytest
from playwright.sync_api import expect

import people
from test_speaking import add

EITHER_WAY = pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])


def other_tab(page):
    tab = page.context.new_page()
    tab.goto("/forums/")
    return tab


def sign_out(tab):
    tab.locator(".viewer summary").click()
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("link", name="Sign in").first).to_be_visible()


@EITHER_WAY
def test_a_text_that_was_begun_as_one_is_not_posted_by_another(person, category, script):
    ann = person("ann", java_script_enabled=script)
    thread = people.begin_thread(ann, category, people.unique("In whose name "), "It begins.")
    ann.get_by_label("Your reply").fill("These words are of one person")

    tab = other_tab(ann)
    sign_out(tab)
    ben = people.unique("ben")
    people.sign_up(tab, ben)
    ann.get_by_role("button", name="Reply", exact=True).click()
    expect(ann.get_by_text(f"Now it is {ben}")).to_be_visible()
    expect(ann.get_by_label("Your text")).to_have_value("These words are of one person")
    tab.goto(thread)
    expect(tab.locator("#post-2")).to_have_count(0)

    ann.get_by_role("button", name=f"Send it as {ben}").click()
    expect(ann.locator("#post-2")).to_contain_text(ben)


@EITHER_WAY
def test_whoever_is_signed_out_in_the_middle_signs_in_beside_the_text(person, category, script):
    page = person("ann", java_script_enabled=script)
    thread = people.begin_thread(page, category, people.unique("Signed out "), "It begins.")
    page.get_by_label("Your reply").fill("This took an hour")
    page.context.clear_cookies()
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_label("Your text")).to_have_value("This took an hour")

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in, in a new tab").click()
    tab = opened.value
    people.fill_name_and_password(tab, page.name)
    tab.get_by_role("main").get_by_role("button", name="Sign in").click()
    tab.wait_for_url(f"{thread}**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("#post-2")).to_contain_text("This took an hour")


@pytest.fixture(scope="module")
def keeping(chromium):
    """A browser as people have it: it keeps whole pages for its button back, which Playwright turns off."""
    browser = chromium.browser_type.launch(
        executable_path="/usr/bin/chromium", args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"])
    yield browser
    browser.close()


def go_back(page):
    """A page that was kept whole comes without loading, and Playwright waits for that."""
    before = page.url
    page.evaluate("history.back()")
    expect(page).not_to_have_url(before)


@EITHER_WAY
def test_after_signing_out_back_shows_nobody_private(keeping, site, person, category, script):
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("Going back "), "It begins.")
    name = people.unique("Hidden")
    add(ann, name)
    context = keeping.new_context(base_url=site.url, storage_state=ann.context.storage_state(), java_script_enabled=script)
    page = context.new_page()
    try:
        for path in ("/forums/", thread, "/account/system", "/forums/", thread):
            page.goto(path)
        assert name in page.content()
        with page.expect_response("**/sign-out/clear"):
            sign_out(page)
        for _ in range(4):
            go_back(page)
            assert name not in page.content(), page.url
            expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    finally:
        context.close()


def test_a_vote_without_scripts_keeps_what_is_typed(person, category):
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("A vote "), "It begins.")
    page = person("ben", java_script_enabled=False)
    page.goto(thread)
    page.get_by_label("Your reply").fill("half a rep")
    page.locator("#post-1").get_by_role("button", name="Vote up").click()
    expect(page.locator("#post-1").get_by_role("button", name="Vote up")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("Your reply")).to_have_value("half a rep")
    page.get_by_label("Your reply").fill("a whole reply")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.locator("#post-2")).to_contain_text("a whole reply")


def test_a_vote_with_scripts_is_one_of_its_own(person, category):
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("A vote "), "It begins.")
    page = person("ben")
    page.goto(thread)
    page.get_by_label("Your reply").fill("half a rep")
    for pressed in ("true", "false"):
        page.locator("#post-1").get_by_role("button", name="Vote up").click()
        expect(page.locator("#post-1").get_by_role("button", name="Vote up")).to_have_attribute("aria-pressed", pressed)
    expect(page.get_by_label("Your reply")).to_have_value("half a rep")
    assert page.url.startswith(thread)


@EITHER_WAY
def test_a_second_text_after_going_back_is_posted(person, category, script):
    page = person("ann", java_script_enabled=script)
    people.begin_thread(page, category, people.unique("Twice "), "It begins.")
    people.reply(page, "the first words")
    page.go_back()
    page.get_by_label("Your reply").fill("the second words")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(page.get_by_text("the second words")).to_be_visible()
    expect(page.get_by_text("the first words")).to_be_visible()


def test_a_removed_post_goes_from_open_pages(person, category, admin):
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("Removed "), "It begins.")
    people.reply(ann, "words that go")
    ben = person("ben")
    ben.goto(thread)
    expect(ben.locator("#post-2")).to_contain_text("words that go")
    admin.goto(thread)
    admin.locator("#post-2").get_by_role("link", name="Remove").click()
    admin.get_by_role("button", name="Remove").click()
    expect(ben.locator("#post-2")).to_contain_text("A post was removed.")
    expect(ben.get_by_text("words that go")).to_have_count(0)
    expect(ben.locator("#post-1")).to_contain_text("It begins.")


@EITHER_WAY
def test_two_edits_of_one_post(person, category, admin, browser, keys, script):
    ann = person("ann", java_script_enabled=script)
    thread = people.begin_thread(ann, category, people.unique("Two edits "), "It begins.")
    ann.locator("#post-1").get_by_role("link", name="Edit").click()
    ann.get_by_label("Your post").fill("Mine:\n\nit began.")
    admin.goto(thread)
    admin.locator("#post-1").get_by_role("link", name="Edit").click()
    admin.get_by_label("Your post").fill("Theirs.")
    admin.get_by_role("button", name="Save").click()

    ann.get_by_role("button", name="Save").click()
    expect(ann.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    expect(ann.get_by_text("Theirs.")).to_be_visible()
    expect(ann.get_by_label("Yours")).to_have_value("Mine:\n\nit began.")
    ann.get_by_role("button", name="Keep mine").click()
    expect(ann.locator("#post-1")).to_contain_text("it began.")


def test_a_form_that_is_loaded_again_shows_what_stands_there(person, category, admin):
    """A browser that puts an old text beside a new mark would overwrite what nobody has seen."""
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("Again "), "It begins.")
    ann.locator("#post-1").get_by_role("link", name="Edit").click()
    ann.get_by_label("Your post").fill("Mine.")
    admin.goto(thread)
    admin.locator("#post-1").get_by_role("link", name="Edit").click()
    admin.get_by_label("Your post").fill("Theirs.")
    admin.get_by_role("button", name="Save").click()
    admin.locator("#post-1").get_by_text("Theirs.").wait_for()
    ann.reload()
    expect(ann.get_by_label("Your post")).to_have_value("Theirs.")


def test_a_front_that_was_changed_elsewhere_is_not_overwritten(site, person):
    page = person("ann")
    for name in ("Alba", "Bo"):
        site.change(
            "INSERT INTO template_alter(account_id, slug, name, kind, created_at)"
            " SELECT id, lower(?1), ?1, 'alter', 0 FROM admin_user WHERE name = ?2", name, page.name)
    page.goto("/account/system/front")
    page.get_by_label("Alba", exact=True).check()
    tab = page.context.new_page()
    tab.goto("/account/system/front")
    tab.get_by_role("button", name="Bo: Front alone").click()
    expect(tab.get_by_text("Switched.")).to_be_visible()

    page.get_by_role("button", name="Those who are ticked").click()
    expect(page.get_by_role("heading", name="Somebody was faster")).to_be_visible()
    page.get_by_role("link", name="Keep what is there now").click()
    expect(page.get_by_role("list", name="Fronting")).to_contain_text("Bo")


def test_who_was_chosen_to_speak_stays_chosen_with_a_new_face(person, category, admin):
    page = person("ann")
    add(page, "Yuki")
    people.begin_thread(page, category, people.unique("A new face "), "It begins.")
    page.get_by_label("Posting as").select_option(label="Yuki (private)")
    page.get_by_label("Your reply").fill("as Yuki, and nobody else")
    try:
        admin.goto("/account/front")
        admin.get_by_role("button", name="yuki: Front alone").click()
        show = admin.get_by_role("button", name="Show whoever fronts")
        if show.count():
            show.click()
        page.get_by_role("button", name="Show it").click()
        expect(page.get_by_label("Your reply")).to_have_value("as Yuki, and nobody else")
        expect(page.get_by_label("Posting as").locator("option:checked")).to_contain_text("Yuki")
    finally:
        admin.goto("/account/front")
        admin.get_by_role("button", name="Nobody").click()


def test_a_refused_post_comes_with_a_reason(site, admin, person, category):
    ann = person("ann")
    thread = people.begin_thread(ann, category, people.unique("Held "), "It begins.")
    site.set("newcomers.hold", "on")
    try:
        ben = person("ben")
        ben.goto(thread)
        ben.get_by_label("Your reply").fill(f"Cheap bread of {ben.name}")
        ben.get_by_role("button", name="Reply", exact=True).click()
        admin.goto("/forums/held")
        post = admin.get_by_role("article").filter(has_text=ben.name)
        post.get_by_text("Refuse it").click()
        post.get_by_label("Why").fill("We sell nothing here.")
        post.get_by_role("button", name="Refuse").click()
        expect(admin.get_by_text("It is refused.")).to_be_visible()
        ben.goto("/forums/held")
        expect(ben.get_by_text("We sell nothing here.")).to_be_visible()
        expect(ben.get_by_text(f"Cheap bread of {ben.name}")).to_be_visible()
    finally:
        site.set("newcomers.hold", "off")
