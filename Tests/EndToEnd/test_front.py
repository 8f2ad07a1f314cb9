"""Every account fronts for itself: switching, undoing, the history and what is corrected in it, statistics."""

import pytest
from playwright.sync_api import expect



@pytest.fixture
def system(site, person):
    """Somebody with three alters and a custom front: `page = system()`."""
    def make(**options):
        page = person("david", **options)
        for name, kind in [("Alba", "alter"), ("Bo", "alter"), ("Cleo", "alter"), ("Asleep", "status")]:
            site.change(
                "INSERT INTO template_alter(account_id, slug, name, kind, created_at)"
                " SELECT id, lower(?1), ?1, ?2, 0 FROM admin_user WHERE name = ?3", name, kind, page.name)
        page.goto("/account/system/front")
        return page

    return make


def fronting(page):
    return page.get_by_role("list", name="Fronting").get_by_role("listitem")


def switch(page, words):
    page.get_by_role("button", name=words).click()
    expect(page.get_by_text("Switched.")).to_be_visible()


def enter(page, who, begin, end):
    page.goto("/account/system/front/history/new")
    page.get_by_label("Who").select_option(label=who)
    page.get_by_label("From").fill(begin)
    page.get_by_label("Until").fill(end)
    page.get_by_role("button", name="Enter").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_switching_and_undoing(system, javascript):
    page = system(java_script_enabled=javascript)
    switch(page, "Alba: Front alone")
    switch(page, "Bo: Join")
    expect(fronting(page)).to_have_count(2)
    fronting(page).nth(1).get_by_text("Say more").click()
    switch(page, "Bo one place earlier")
    expect(fronting(page).first).to_contain_text("Bo")
    page.get_by_label("In the place of").select_option(label="Alba")
    page.get_by_label("comes").select_option(label="Cleo")
    page.get_by_label("A note about this switch").fill("after lunch")
    switch(page, "Replace")
    expect(fronting(page).nth(1)).to_contain_text("Cleo")
    page.get_by_role("button", name="Undo the last switch").click()
    expect(fronting(page).nth(1)).to_contain_text("Alba")
    switch(page, "Nobody")
    expect(page.get_by_text("Nobody right now")).to_be_visible()


def test_a_refused_switch_keeps_what_was_typed(system):
    page = system()
    switch(page, "Alba: Front alone")
    page.get_by_label("When, if not now").fill("2020-01-01T08:00")
    page.get_by_label("A note about this switch").fill("long ago")
    page.get_by_label("Bo", exact=True).check()
    page.get_by_role("button", name="Those who are ticked").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a switch after that time already")
    expect(page.get_by_label("A note about this switch")).to_have_value("long ago")
    expect(page.get_by_label("Bo", exact=True)).to_be_checked()


@pytest.mark.parametrize("javascript", [True, False])
def test_entering_what_nobody_wrote_down_with_a_report_of_overlaps(system, javascript):
    page = system(java_script_enabled=javascript)
    enter(page, "Bo", "2026-01-05T09:00", "2026-01-05T12:00")
    expect(page.get_by_text("Entered.")).to_be_visible()
    enter(page, "Alba", "2026-01-05T08:00", "2026-01-05T10:00")
    expect(page.get_by_role("heading", name="Somebody fronted then")).to_be_visible()
    expect(page.get_by_role("list", name="What it overlaps")).to_contain_text("Bo")
    page.get_by_role("link", name="Change nothing").click()
    expect(page.get_by_role("heading", name="History")).to_be_visible()
    expect(page.get_by_role("main").get_by_text("Alba")).to_have_count(0)
    enter(page, "Alba", "2026-01-05T08:00", "2026-01-05T10:00")
    page.get_by_role("button", name="The others make way").click()
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Bo")).to_contain_text("10:00")
    expect(page.get_by_role("main").get_by_role("listitem").filter(has_text="Alba")).to_contain_text("2 h")


def test_correcting_the_history(system):
    page = system()
    enter(page, "Alba", "2026-01-05T08:00", "2026-01-05T10:00")
    page.get_by_role("link", name="Look at Alba").click()
    page.get_by_label("Until").fill("2026-01-05T07:00")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_role("alert")).to_contain_text("It must end after it begins.")
    expect(page.get_by_label("Until")).to_have_value("2026-01-05T07:00")
    page.get_by_label("Until").fill("2026-01-05T11:30")
    page.get_by_role("button", name="Correct").click()
    expect(page.get_by_text("3 h 30 min")).to_be_visible()
    page.get_by_role("link", name="Look at Alba").click()
    expect(page.get_by_text("Before: 5 January 2026, 08:00 – 5 January 2026, 10:00")).to_be_visible()
    page.get_by_label("What happened then").fill("We went to the sea.")
    page.get_by_role("button", name="Add the comment").click()
    expect(page.get_by_text("We went to the sea.")).to_be_visible()
    page.get_by_role("button", name="Delete this entry").click()
    expect(page.get_by_text("Nothing is written down yet.")).to_be_visible()


def test_statistics_are_charts_and_tables(system):
    page = system()
    enter(page, "Alba", "2026-01-05T00:00", "2026-01-05T18:00")
    enter(page, "Bo", "2026-01-05T12:00", "2026-01-05T18:00")
    page.get_by_role("button", name="They fronted together").click()
    page.get_by_role("link", name="Statistics").click()
    page.get_by_label("From").fill("2026-01-05")
    page.get_by_label("To", exact=True).fill("2026-01-05")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("img", name="Share of time")).to_be_visible()
    expect(page.get_by_role("img", name="Length of sessions")).to_be_visible()
    expect(page.get_by_role("img", name="Hours of Alba")).to_be_visible()
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Alba"))
    expect(row).to_contain_text("75 %")
    expect(row).to_contain_text("18 h")


def test_open_pages_follow_a_switch_of_the_command_line(site, system):
    page = system()
    expect(page.get_by_text("Nobody right now")).to_be_visible()
    page.wait_for_function("performance.getEntriesByType('resource').some(r => r.name.includes('/front.js'))")
    done = site.run("front", "set", "alba", "--account", page.name, "--json")
    assert done.returncode == 0, done.stderr
    expect(fronting(page)).to_contain_text("Alba")


def test_a_history_that_is_shown_shows_no_more_than_the_front(site, system, browser):
    page, guest = system(), browser()
    switch(page, "Alba: Front alone")
    account = site.ask("SELECT id FROM admin_user WHERE name = ?", page.name)
    assert guest.goto(f"/systems/{account}/history").status == 404
    site.change(
        "INSERT INTO template_account(account_id, front_visibility, history_visibility)"
        " VALUES(?, 'public', 'public')", account)
    assert guest.goto(f"/systems/{account}/history").status == 404
    site.change(
        "UPDATE template_alter SET visibility = 'public', front_visibility = 'public'"
        " WHERE account_id = ? AND slug = 'alba'", account)
    assert guest.goto(f"/systems/{account}/history?now").status == 200
    expect(guest.get_by_text("Alba")).to_be_visible()
