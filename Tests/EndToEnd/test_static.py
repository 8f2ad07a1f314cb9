"""Files that nginx serves by itself, and those it must not."""
import pytest


def test_a_file_is_asked_for_again_unless_its_address_has_a_hash(site):
    plain = site.request("/static/css/tokens.css")
    assert plain.status == 200
    assert plain.headers["Content-Type"] == "text/css; charset=utf-8"
    assert plain.headers["Cache-Control"] == "no-cache"
    hashed = site.request("/static/css/tokens.css?v=0123456789abcdef")
    assert "immutable" in hashed.headers["Cache-Control"]


def test_a_house_serves_its_own_files(site):
    assert site.request("/static/forums/css/forums.css").status == 200


def test_published_style_sheets_never_change(site):
    page = site.request("/")
    start = page.text.index("/static/published/")
    sheet = site.request(page.text[start:page.text.index('"', start)])
    assert sheet.status == 200
    assert "immutable" in sheet.headers["Cache-Control"]


@pytest.mark.parametrize("path", [
    "/static/../Package.swift",
    "/static/css/../../Package.swift",
    "/static/forums/css/../../../../Package.swift",
    "/static/forums/css/%2e%2e/%2e%2e/%2e%2e/Package.swift",
    "/static/forums/css/..%2f..%2f..%2fPackage.swift",
    "/static/forums/css/..%5c..%5cPackage.swift",
    "/static/published/../app.db",
    "/static/published../app.db",
    "/static/published/..%2fapp.db",
    "/static/forums/css/%00",
    "/static/css/tokens.css%00.png",
    "//static/../Package.swift",
    "/static/forums/data/uploads",
    "/static/forums/../forums/ForumsModule.swift",
    "/static/forums/templates/forums/home.mustache",
    "/static/template/css/alters/seles/alter.css",
    "/static/template//css/alters/seles/alter.css",
    "/static/template/css/%61lters/seles/alter.css",
    "/static/template/js/../css/alters/seles/alter.css",
    "/protected/logs/nginx.log",
    "/protected/logs/../app.db",
    "/protected/",
])
def test_tricks_with_paths_get_nothing(site, path):
    answer = site.request(path)
    assert answer.status in (400, 404), path
    assert "import PackageDescription" not in answer.text and "SQLite format" not in answer.text


def test_symbolic_links_are_not_followed(make_site):
    site = make_site().wait_until_ready()
    (site.data / "public/secret.css").symlink_to("/etc/passwd")
    assert site.request("/static/published/secret.css").status in (403, 404)
