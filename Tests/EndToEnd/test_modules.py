"""Houses that close and open while everything runs."""
from playwright.sync_api import expect


def test_a_closed_forum_is_not_there_and_comes_back(admin, browser, site, category):
    guest = browser()
    guest.goto("/")
    workers = site.processes("rowhouse-web")
    expect(guest.get_by_role("navigation").get_by_role("link", name="Forums").first).to_be_visible()
    admin.goto("/admin/modules")
    admin.get_by_role("button", name="Close Forums").click()
    try:
        expect(admin.get_by_role("button", name="Open Forums")).to_be_visible()
        expect_status(guest, "/forums/?closed", 404)  # an address of its own: guests' pages may be a second old
        expect(guest.get_by_text("closed at the moment")).to_be_visible()
        expect(guest.get_by_role("navigation").get_by_role("link", name="Forums")).to_have_count(0)
    finally:
        admin.goto("/admin/modules")
        admin.get_by_role("button", name="Open Forums").click()
    expect(admin.get_by_role("button", name="Close Forums")).to_be_visible()
    expect_status(guest, "/forums/?open", 200)
    assert site.processes("rowhouse-web") == workers
    admin.goto("/admin/audit")
    expect(admin.get_by_role("listitem").filter(has_text="module.disable.done").first).to_be_visible()


def test_what_the_site_needs_cannot_be_closed(site):
    answer = site.run("module", "disable", "admin")
    assert answer.returncode != 0
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_log_goes_out_by_nginx_and_into_the_audit_log(admin, site):
    admin.goto("/admin/logs")
    with admin.expect_download() as waiting:
        admin.get_by_role("link", name="access.log").click()
    assert b"GET /" in waiting.value.path().read_bytes()
    admin.goto("/admin/audit")
    expect(admin.get_by_role("listitem").filter(has_text="log:access.log").first).to_be_visible()


def expect_status(page, path, status):
    assert page.goto(path).status == status
