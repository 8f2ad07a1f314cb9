"""A large import is written in pieces: who else writes does not wait, and killed it leaves nothing to be seen."""
import json
import signal
import subprocess

import pytest

from conftest import PROGRAMS
from site_process import until

MEMBERS, SWITCHES = 200, 12000


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("system") / "large.json"
    members = [{"id": f"m{n}", "name": f"Quill {n}", "proxy_tags": [{"prefix": f"{n}:", "suffix": None}]}
               for n in range(MEMBERS)]
    switches = [{"timestamp": f"20{n // 3600:02}-01-01T{n // 60 % 24:02}:{n % 60:02}:{n % 59:02}.{n % 1000:03}Z",
                 "members": [f"m{n % MEMBERS}"]} for n in range(SWITCHES)]
    path.write_text(json.dumps({"version": 2, "members": members, "switches": switches}))
    return path


class Importing:
    def __init__(self, site, name, file):
        self.site = site
        self.program = subprocess.Popen(
            [PROGRAMS / "rowhouse", "import", str(file), "--account", name], env=site.environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def rows(self):
        """How much is written that nobody sees yet."""
        return self.site.ask("SELECT count(*) FROM template_import_change WHERE import_id IN"
                             " (SELECT id FROM template_import WHERE phase = 'unseen')")

    def wait_until_within(self, rows):
        until(lambda: self.rows() > rows, 60)
        assert self.program.poll() is None

    def end(self):
        out, err = self.program.communicate(timeout=300)
        assert self.program.returncode == 0, err
        return out


def exported(site, name):
    return json.loads(site.run("export", "--account", name, "--format", "pluralkit").stdout)


def test_killed_anywhere_it_leaves_nothing_to_be_seen_and_begins_anew(site, person, file):
    name = person("rowan").name
    for rows in [0, 150, 3000]:
        importing = Importing(site, name, file)
        importing.wait_until_within(rows)
        importing.program.send_signal(signal.SIGKILL)
        importing.program.communicate()
        out = exported(site, name)
        assert out["members"] == [] and out["switches"] == []
    assert f"{MEMBERS} new" in Importing(site, name, file).end()
    assert site.ask("SELECT count(*) FROM template_import WHERE phase <> ''") == 0
    out = exported(site, name)
    assert len(out["members"]) == MEMBERS
    spans = site.ask("SELECT count(*) FROM template_span WHERE account_id ="
                     " (SELECT id FROM admin_user WHERE name = ?)", name)
    assert spans == site.ask("SELECT count(*) FROM template_history WHERE account_id ="
                             " (SELECT id FROM admin_user WHERE name = ?)", name)
    number = site.ask("SELECT id FROM template_import WHERE state = 'done' ORDER BY id DESC LIMIT 1")
    assert site.run("import", "--account", name, "--undo", str(number)).returncode == 0
    assert exported(site, name)["members"] == []


def test_others_write_and_the_person_switches_while_it_runs(site, person, file):
    page = person("rowan")
    site.change("INSERT INTO template_alter(account_id, slug, name, created_at)"
                " SELECT id, 'alba', 'Alba', 0 FROM admin_user WHERE name = ?", page.name)
    page.goto("/account/system/front")
    importing = Importing(site, page.name, file)
    importing.wait_until_within(500)
    page.get_by_role("button", name="Alba: Front alone").click()
    page.get_by_text("Switched.").wait_for()
    assert importing.rows() > 0, "it was over before"
    importing.end()
    fronting = site.ask(
        "SELECT group_concat(a.name) FROM template_history s JOIN template_alter a ON a.id = s.alter_id"
        " WHERE ended_at IS NULL AND a.account_id = (SELECT id FROM admin_user WHERE name = ?)", page.name)
    assert fronting == "Alba"
    assert len(exported(site, page.name)["members"]) == MEMBERS + 1
