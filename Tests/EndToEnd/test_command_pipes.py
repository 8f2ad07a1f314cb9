"""The command between others: what it can't write is an error in one line, and what it can't read is no answer."""
import json
import os
import subprocess

import pytest

import people
from conftest import HOME, PROGRAMS


def run(site, words, before="", after=""):
    """With its descriptors as the shell's words say."""
    script = f'{before} "$0" "$@" {after}'
    return subprocess.run(["bash", "-c", script, PROGRAMS / "rowhouse", *words], env=site.environment, text=True,
                          capture_output=True, timeout=60)


def pipe_without_reader():
    reader, writer = os.pipe()
    os.close(reader)
    return writer


COMMANDS = [["user", "list"], ["audit", "verify"], ["routes"], ["setting", "list"], ["module", "list"], ["doctor"],
            ["face", "check"], ["front"], ["maintain"], ["help"], ["--version"]]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_an_answer_without_a_place_is_an_error(site, words, keys):
    for after, reason in [(">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")]:
        answer = run(site, words, after=after)
        assert answer.returncode == 74, answer.stderr
        assert answer.stderr == f"rowhouse: the answer can't be written: {reason}\n"
    writer = pipe_without_reader()
    answer = subprocess.run([PROGRAMS / "rowhouse", *words], env=site.environment, text=True, stdout=writer,
                            stderr=subprocess.PIPE)
    os.close(writer)
    assert (answer.returncode, answer.stderr) == (74, "rowhouse: the answer can't be written: Broken pipe\n")


def test_an_export_that_is_cut_short_says_so(site, keys):
    answer = run(site, ["export", "--account", "keeper"], after=">/dev/full")
    assert (answer.returncode, answer.stderr) == (
        74, "rowhouse: the answer can't be written: No space left on device\n")


def test_no_account_is_made_that_nobody_is_told_of(site):
    name = people.unique("silent")
    answer = run(site, ["user", "add", name], f"echo '{people.PASSWORD}' |", ">/dev/full")
    assert answer.returncode == 74 and len(answer.stderr.splitlines()) == 1
    assert site.ask("SELECT count(*) FROM admin_user WHERE name = ?", name) == 0
    assert site.run("user", "add", name, stdin=f"{people.PASSWORD}\n").returncode == 0


def test_what_is_done_and_can_not_be_told_is_called_done(site):
    name = people.unique("risen")
    site.run("user", "add", name, stdin=f"{people.PASSWORD}\n")
    answer = run(site, ["user", "role", name, "moderator"], after=">/dev/full")
    assert answer.returncode == 74
    assert answer.stderr == "rowhouse: it is done, but the answer can't be written: No space left on device\n"
    assert site.ask("SELECT role FROM admin_user WHERE name = ?", name) == "moderator"


def test_errors_without_a_place_end_nothing(site):
    answer = run(site, ["user", "list"], after="2>&-")
    assert answer.returncode == 0 and answer.stdout
    assert run(site, ["front", "undo", "--account", "nobody-here"], after="2>/dev/full").returncode == 1


@pytest.mark.parametrize("before, after", [("", "<&-"), ("", "</dev/null"), ("", "<&- >&- 2>&-")])
def test_nothing_else_is_taken_for_a_password(site, before, after):
    name = people.unique("shut")
    answer = run(site, ["user", "add", name], before, after)
    assert answer.returncode == 1
    assert "2>&-" in after or "nothing came on standard input" in answer.stderr
    assert site.ask("SELECT count(*) FROM admin_user WHERE name = ?", name) == 0


def test_a_setting_is_not_emptied_by_silence(site):
    assert site.run("setting", "set", "site.name", "Porch").returncode == 0
    answer = run(site, ["setting", "set", "site.name"], after="<&-")
    assert answer.returncode == 1 and "nothing came on standard input" in answer.stderr
    assert site.ask("SELECT value FROM setting WHERE name = 'site.name'") == "Porch"
    site.run("setting", "set", "site.name", "Rowhouse")


def test_a_system_comes_and_goes_through_pipes(site):
    names = [people.unique("from"), people.unique("into")]
    for name in names:
        site.run("user", "add", name, stdin=f"{people.PASSWORD}\n")
    file = json.dumps({"version": 2, "name": "Reeds", "members": [{"id": "aaaaa", "name": "Iris"}], "switches": []})
    brought = site.run("import", "-", "--account", names[0], stdin=file)
    assert brought.returncode == 0, brought.stderr
    carried = run(site, ["export", "--account", names[0]], after=f'| "$0" import - --account {names[1]}')
    assert carried.returncode == 0, carried.stderr
    assert "Iris" in site.run("export", "--account", names[1]).stdout
    both = site.run("import", "-", "--pictures", "-", "--account", names[0], stdin=file)
    assert both.returncode == 64 and "Only one of the two" in both.stderr
    assert run(site, ["import", "-", "--account", names[0]], after="<&-").returncode == 1
