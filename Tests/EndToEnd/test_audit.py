"""The audit log: read in the browser, taken away, and checked by the command after somebody changed the file."""
import csv
import json
import shutil
import sqlite3
import subprocess

import pytest
from playwright.sync_api import expect

import people


def test_an_admin_finds_an_entry_reads_it_and_takes_it_along(admin, person, tmp_path):
    name = person("david").name
    admin.goto("/admin/users")
    admin.get_by_role("link", name=name, exact=True).click()
    admin.get_by_label("Moderator").check()
    admin.get_by_role("button", name="Change the role").click()

    admin.goto("/admin/audit")
    admin.get_by_label("What was done").select_option("user.role")
    admin.get_by_label("By whom").fill("keeper")
    admin.get_by_role("button", name="Show").click()
    admin.get_by_role("link", name="user.role").first.click()
    expect(admin.get_by_role("heading", name="What changed")).to_be_visible()
    expect(admin.locator("del")).to_contain_text("member")
    expect(admin.locator("ins")).to_contain_text("moderator")

    admin.go_back()
    with admin.expect_download() as waiting:
        admin.get_by_role("button", name="Download as CSV").click()
    waiting.value.save_as(tmp_path / "audit.csv")
    rows = list(csv.DictReader(open(tmp_path / "audit.csv", newline="")))
    assert {row["act"] for row in rows} == {"user.role"}
    assert rows[0]["actor_name"] == "keeper" and rows[0]["after"] == "moderator"
    admin.goto("/admin/audit")
    expect(admin.get_by_role("listitem").filter(has_text="audit.export").first).to_be_visible()


def test_a_running_site_is_anchored_and_checked(site):
    anchor = site.run("audit", "anchor").stdout
    assert (site.data / "guarded/admin/anchors").read_text().endswith(anchor)
    verdict = json.loads(site.run("audit", "verify", "--json").stdout)
    assert verdict["findings"] == [] and verdict["anchors"] >= 1


def command(site, data, *words, stdin=None):
    """A rowhouse command on other data than the site's."""
    return subprocess.run(
        [site.programs / "rowhouse", *words], text=True, input=stdin, capture_output=True, timeout=60,
        env={**site.environment, "ROWHOUSE_DATA": str(data), "ROWHOUSE_RUN": str(data / "run")})


@pytest.fixture(scope="module")
def sealed(site, tmp_path_factory):
    """Data with an audit log of three entries."""
    data = tmp_path_factory.mktemp("sealed")
    for name in ("ada", "david"):
        assert command(site, data, "user", "add", name, stdin=f"{people.PASSWORD}\n").returncode == 0
    return data


@pytest.fixture
def rowhouse(site, sealed, tmp_path):
    """The command on a copy of it, with no process near."""
    shutil.copytree(sealed, tmp_path, dirs_exist_ok=True)
    return lambda *words: command(site, tmp_path, *words)


def forge(folder, sql):
    """What somebody does who can write the file."""
    with sqlite3.connect(folder / "app.db") as file:
        for (name,) in file.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'admin_audit%'").fetchall():
            file.execute(f"DROP TRIGGER {name}")
        file.executescript(sql)
    file.close()


def test_a_sound_log(rowhouse):
    answer = rowhouse("audit", "verify")
    assert (answer.returncode, answer.stdout) == (0, "sound: entries 1 to 3, 0 anchors\n"), answer.stderr


@pytest.mark.parametrize("sql, kind, words", [
    ("UPDATE admin_audit SET after = 'admin' WHERE id = 2", "altered", "altered at entry 2"),
    ("DELETE FROM admin_audit WHERE id = 2", "missing", "missing: entry 2"),
    ("DELETE FROM admin_audit WHERE id > 1", "cut-short", "cut short: entries 2 to 3"),
    ("INSERT INTO admin_audit SELECT 4, at, act, target, before, after, actor, address, request_id, hash, "
     "acting_as, form FROM admin_audit WHERE id = 3", "longer", "longer than the chain: entry 4"),
    ("UPDATE admin_audit SET hash = zeroblob(32) WHERE id = 3; UPDATE admin_audit_chain "
     "SET last_hash = zeroblob(32)", "anchor-differs", "anchor differs at entry 3"),
])
def test_what_was_done_to_it(rowhouse, tmp_path, sql, kind, words):
    assert rowhouse("audit", "anchor").returncode == 0
    forge(tmp_path, sql)
    answer = rowhouse("audit", "verify")
    assert answer.returncode == 1
    assert answer.stdout.startswith("NOT SOUND: ") and words in answer.stdout
    found = json.loads(rowhouse("audit", "verify", "--json").stdout)["findings"]
    assert kind in {finding["kind"] for finding in found}


def test_what_can_not_be_looked_at(rowhouse, tmp_path):
    assert rowhouse("audit", "verify", "--anchors", str(tmp_path / "nowhere")).returncode == 2
    (tmp_path / "app.db").write_bytes(b"no database at all" * 1000)
    answer = rowhouse("audit", "verify")
    assert answer.returncode == 2 and answer.stdout == ""
    assert len(answer.stderr.strip().splitlines()) == 1


def test_old_entries_go_and_the_rest_can_be_checked(rowhouse, tmp_path):
    assert rowhouse("audit", "prune", "--before", "2026-02-30").returncode != 0
    assert rowhouse("audit", "prune", "--before", "2026-01-01").stdout == "removed 0 entries\n"
    copy = tmp_path / "copy"
    copy.write_text(f"Nov 25 03:00:00 box rowhouse-jobs[1]: audit log: {rowhouse('audit', 'anchor').stdout}")
    answer = rowhouse("audit", "verify", "--anchors", str(copy))
    assert answer.stdout == "sound: entries 1 to 3, 1 anchors\n"
