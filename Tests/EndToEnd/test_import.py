"""A system is brought from a file, seen before it comes in, and taken back."""
import json

import pytest
from playwright.sync_api import expect



def system(word):
    return {
        "version": 2, "name": "Lanterns", "webhook_url": "https://hook.example/secret-e2e",
        "members": [{"id": "aaaaa", "name": f"Quill {word}", "privacy": {"visibility": "public"}},
                    {"id": "bbbbb", "name": f"Moss {word}", "privacy": {"visibility": "private"}}],
        "groups": [], "switches": [{"timestamp": "2023-01-02T00:00:00Z", "members": []},
                                   {"timestamp": "2023-01-01T00:00:00Z", "members": ["aaaaa", "bbbbb"]}]}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "system.json"
    path.write_text(json.dumps(system("one")))
    return path


def expect_heading(page, words):
    """Work in the background takes its time on a machine that has much to do."""
    expect(page.get_by_role("heading", name=words)).to_be_visible(timeout=30_000)


def read(page, file):
    page.goto("/account/system/import")
    page.get_by_label("The file you exported").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect_heading(page, "PluralKit is read, and waits for your word")


def test_a_file_is_read_shown_imported_and_taken_back(person, file):
    page = person("rowan")
    read(page, file)
    expect(page.get_by_role("row", name="Members and custom fronts 2 0 0")).to_be_visible()
    expect(page.get_by_text("addresses of webhooks, which work like passwords")).to_be_visible()
    expect(page.get_by_label("Keep everything private")).to_be_checked()
    page.get_by_role("button", name="Import it").click()
    expect_heading(page, "PluralKit was imported")
    page.get_by_role("button", name="Take it back").click()
    expect_heading(page, "PluralKit was taken back")


def test_without_javascript_the_page_turns_by_itself(person, file):
    page = person("rowan", java_script_enabled=False)
    read(page, file)
    page.get_by_role("button", name="Import it").click()
    expect_heading(page, "PluralKit was imported")


def test_what_came_in_goes_out_again(person, file):
    page = person("rowan")
    read(page, file)
    page.get_by_role("button", name="Import it").click()
    expect_heading(page, "PluralKit was imported")
    page.goto("/account/system/export")
    page.get_by_label("PluralKit", exact=True).check()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    out = json.loads(open(download.value.path()).read())
    assert [change["members"] for change in out["switches"]] == [[], ["aaaaa", "bbbbb"]]
    assert {level for member in out["members"] for level in member["privacy"].values()} == {"private"}


def test_a_large_file_arrives_and_one_that_is_too_large_does_not(person, site, tmp_path):
    page = person("rowan")
    large = tmp_path / "large.json"
    large.write_text("[" + " " * (20 << 20) + "]")
    page.goto("/account/system/import")
    page.get_by_label("The file you exported").set_input_files(large)
    page.get_by_role("button", name="Read it").click()
    expect(page.get_by_text("We don't know this kind of file.")).to_be_visible(timeout=30_000)
    refused = site.request("/account/system/import", "POST", headers={"Content-Length": str(66 << 20)})
    assert refused.status == 413
    elsewhere = site.request("/account/system/edit", "POST", headers={"Content-Length": str(20 << 20)})
    assert elsewhere.status == 413


def test_the_command_does_the_same(site, person, file):
    page = person("rowan")
    words = ["import", str(file), "--account", page.name]
    dry = site.run(*words, "--dry-run")
    assert dry.returncode == 0 and "Members and custom fronts: 2 new" in dry.stdout, dry.stderr
    assert "Quill" not in dry.stdout
    assert site.run(*words).returncode == 0
    assert "2 same" in site.run(*words).stdout
    out = json.loads(site.run("export", "--account", page.name, "--format", "pluralkit").stdout)
    assert {member["name"] for member in out["members"]} == {"Quill one", "Moss one"}
    assert json.loads(site.run("export", "--account", page.name).stdout)["rowhouse_system"] == 1
    assert b"secret-e2e" not in (site.data / "app.db").read_bytes() + (site.data / "app.db-wal").read_bytes()


@pytest.mark.parametrize("text, sentence", [("hello", "This file is not JSON"), ("{}", "don't know this kind")])
def test_a_file_that_is_none_fails_in_one_line(site, person, tmp_path, text, sentence):
    path = tmp_path / "none.json"
    path.write_text(text)
    answer = site.run("import", str(path), "--account", person("rowan").name)
    assert answer.returncode != 0 and answer.stdout == ""
    assert sentence in answer.stderr and len(answer.stderr.strip().splitlines()) == 1
