"""Files that are wrong and databases from the future: a clear answer, and nothing lost."""
import sqlite3

import pytest

from site_process import until


@pytest.fixture
def faces(admin):
    def shows(words):
        def asked():
            admin.goto("/admin/faces")
            return admin.get_by_text(words).count()
        until(asked)
    return shows


def test_a_broken_alters_file_changes_nothing_and_says_why(site, faces):
    file = site.data / "template/alters.csv"
    whole = file.read_bytes()
    file.write_bytes(b'alter,fronting\nseles,"1\n')
    try:
        faces("alters.csv is not taken, nothing has changed")
        assert site.request("/").status == 200
    finally:
        file.write_bytes(whole)
    until(lambda: site.request("/healthz").status == 200)


def test_a_broken_template_keeps_the_last_good_one(site, faces):
    file = site.data / "site/templates/home.mustache"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("{{<layout}}{{$main}}\n{{#open}}never closed")
    try:
        faces("The last good version is shown")
        answer = site.request("/?broken")
        assert answer.status == 200
        assert "never closed" not in answer.text
    finally:
        file.unlink()


def test_a_database_from_a_newer_version_is_refused(make_site, tmp_path):
    first = make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()
    first.stop()
    with sqlite3.connect(tmp_path / "app.db") as app:
        app.execute("PRAGMA user_version = 99")
    second = make_site(ROWHOUSE_DATA=tmp_path)
    assert second.process.wait(10) not in (0, None)
    until(lambda: second.lines)
    assert len(second.lines) == 1
    assert "app.db was written by a newer Rowhouse" in second.lines[0]
