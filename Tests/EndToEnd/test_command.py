"""The command itself: it says what it can, does it, and fails in one line."""
import contextlib
import json
import os
import re
import sqlite3
import subprocess

import pytest

import people
from conftest import HOME, PROGRAMS

COMMANDS = ["serve", "migrate", "routes", "user", "module", "front", "audit", "demo", "maintain", "doctor", "nginx",
            "import", "export", "face"]


def test_help_lists_every_command_and_each_has_its_own(site):
    listing = site.run("help").stdout
    for name in COMMANDS:
        assert re.search(rf"^  {name}\b", listing, re.M), name
        assert site.run(name, "--help").stdout.startswith("OVERVIEW: ")


@pytest.mark.parametrize("words", [
    ["module", "disable", "nowhere"], ["user", "role", "nobody-at-all", "admin"], ["user", "add", "x"],
    ["nginx", "/proc/nowhere"], ["front", "set", "nobody-here"], ["front", "show", "--account", "nobody-here"],
    ["front", "set", "seles", "--at", "tomorrow"], ["front", "set", "seles", "--at", "2999-01-01T00:00"],
    ["audit", "prune", "--before", "yesterday"]])
def test_failure_is_one_line(site, words):
    answer = site.run(*words, stdin="a long enough password\n")
    assert answer.returncode != 0
    assert answer.stdout == "" and len(answer.stderr.strip().splitlines()) == 1, answer.stderr


@pytest.mark.parametrize("words", [["new", "Not A Word"], ["new", "forums"], ["remove", "nowhere"]])
def test_the_scaffold_refuses_in_one_line(words):
    done = subprocess.run([PROGRAMS / "scaffold", *words], cwd=HOME, text=True, capture_output=True, timeout=60)
    assert done.returncode == 1
    assert done.stdout == "" and len(done.stderr.strip().splitlines()) == 1, done.stderr


def test_accounts(site):
    name = people.unique("eve")
    assert site.run("user", "add", name, stdin=f"{people.PASSWORD}\n").returncode == 0
    assert re.search(rf"^{name}  +member", site.run("user", "list", name).stdout, re.M)
    assert site.run("user", "role", name, "moderator").returncode == 0
    assert re.search(rf"^{name}  +moderator", site.run("user", "list", name).stdout, re.M)


def test_a_suspension_is_lifted_by_hand(site):
    name = people.unique("sus")
    assert site.run("user", "add", name, stdin=f"{people.PASSWORD}\n").returncode == 0
    site.change(f"""INSERT INTO admin_sanction (user_id, kind, reason, author_id, at)
        SELECT id, 'suspended', 'Spam', 0, 0 FROM admin_user WHERE name = '{name}'""")
    assert site.run("user", "role", name, "admin").returncode != 0
    assert "not suspended any more" in site.run("user", "lift", name).stdout
    again = site.run("user", "lift", name)
    assert again.returncode != 0 and "Nothing is held against" in again.stderr


def test_routes_say_who_may(site):
    routes = site.run("routes").stdout
    assert re.search(r"^POST +/forums/thread/:id/reply +needs forums.reply +forums$", routes, re.M)


def test_a_secret_is_asked_for_and_stands_in_no_command(site):
    refused = site.run("setting", "set", "mail.password", "open sesame")
    assert refused.returncode != 0 and "leave it out" in refused.stderr and "sesame" not in refused.stderr
    assert site.ask("SELECT count(*) FROM setting WHERE name = 'mail.password'") == 0


def test_the_doctor_finds_a_running_site_well(site):
    answer = site.run("doctor", "--json")
    assert answer.returncode == 0, answer.stdout
    findings = {finding["subject"]: finding["words"] for finding in json.loads(answer.stdout) if finding["isWell"]}
    assert {"data folder", "disk", "nginx", "app.db", "registry.db", "sessions.db"} <= set(findings)
    pages, processes, connections, files = map(int, re.match(
        r"(\d+) open pages at once: nginx has (\d+) × (\d+) connections, the live daemon (\d+) files",
        findings["open pages"]).groups())
    assert (processes, connections) == (2, 8192) and pages == min(8192, files - 64), "each page takes two"
    assert findings["Rowhouse"] == json.loads(site.request("/healthz").text)["version"]


def test_housekeeping_leaves_checkpoints_to_their_owner(site):
    answer = site.run("maintain")
    assert answer.returncode == 0, answer.stderr
    assert "app.db: ok" in answer.stdout and "rowhouse-jobs does them" in answer.stdout


@pytest.fixture
def still_site(tmp_path):
    """Databases with rows in them, and nobody who has them open."""
    environment = {"PATH": os.environ["PATH"], "ROWHOUSE_HOME": str(HOME), "ROWHOUSE_DATA": str(tmp_path)}

    def run(*words):
        return subprocess.run([PROGRAMS / "rowhouse", *words], env=environment, text=True, capture_output=True)

    assert run("migrate").returncode == 0
    return run


def test_housekeeping_finds_what_is_shown_to_lists_well(still_site, tmp_path):
    with contextlib.closing(sqlite3.connect(tmp_path / "app.db")) as app, app:
        app.executescript("""
            INSERT INTO template_list(id, account_id, name) VALUES(1, 1, 'Close');
            INSERT INTO template_shown_to(list_id, kind, object_id) VALUES(1, 'alter', 1);
            INSERT INTO template_list_friend(list_id, account_id, friend_id) VALUES(1, 1, 2);""")
    answer = still_site("maintain")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "app.db: ok" in answer.stdout


def test_housekeeping_looks_at_every_file_and_says_which_is_damaged(still_site, tmp_path):
    with open(tmp_path / "app.db", "r+b") as app:
        app.seek(3 * 4096)
        app.write(b"x" * 40 * 4096)
    (tmp_path / "registry.db").write_bytes(b"no database" * 1000)
    answer = still_site("maintain")
    assert answer.returncode != 0
    said = dict(line.split(": ", 1) for line in answer.stdout.splitlines())
    assert said["app.db"] != "ok" and said["registry.db"] != "ok"
    assert said["limits.db"] == said["sessions.db"] == "ok"
    assert len(answer.stderr.splitlines()) == 1
    assert str(tmp_path / "app.db") in answer.stderr and "limits.db" not in answer.stderr


def test_the_sample_community(make_site, tmp_path):
    site = make_site(ROWHOUSE_DATA=tmp_path).wait_until_ready()
    made = site.run("demo")
    assert made.returncode == 0, made.stderr
    assert "60 threads with 600 posts" in made.stdout
    assert site.run("demo").returncode != 0
    assert site.run("demo", "--if-empty").returncode == 0
    assert "Kitchen table" in site.request("/forums/").text
    assert len(list((tmp_path / "template/samples").glob("*.csv"))) == 3
