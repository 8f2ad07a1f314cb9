"""A system is brought from a file, seen before it comes in, and taken back."""
import json
import struct
import zipfile
import zlib

import pytest
from playwright.sync_api import expect



def png():
    """One grey point."""
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b""))


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
    refused = site.request("/account/system/import", "POST", headers={"Content-Length": str(322 << 20)})
    assert refused.status == 413
    for form, most in (("/account/system/edit", 128), ("/account/system/groups", 1)):
        refused = site.request(form, "POST", headers={"Content-Length": str((most << 20) + 1)})
        assert refused.status == 413, form


def test_pictures_and_buckets_come_with_it(person, site, tmp_path):
    page = person("rowan")
    file, zip_file = tmp_path / "sp.json", tmp_path / "avatars.zip"
    file.write_text(json.dumps({
        "members": [{"_id": "m1", "name": "Quill", "buckets": ["b1"]}, {"_id": "m2", "name": "Moss"}],
        "privacyBuckets": [{"_id": "b1", "name": "Close"}]}))
    with zipfile.ZipFile(zip_file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("avatars/m1.png", png())
        archive.writestr("avatars/m2.png", b"not a picture")
    page.goto("/account/system/import")
    page.get_by_label("The file you exported").set_input_files(file)
    page.get_by_label("Pictures").set_input_files(zip_file)
    page.get_by_role("button", name="Read it").click()
    expect_heading(page, "Simply Plural is read, and waits for your word")
    expect(page.get_by_role("row", name="Pictures 1 0 0")).to_be_visible()
    expect(page.get_by_text("1 files that are not pictures we can read")).to_be_visible()
    page.get_by_label("Make lists of the privacy buckets").check()
    page.get_by_role("button", name="Import it").click()
    expect_heading(page, "Simply Plural was imported")
    expect(page.get_by_role("row", name="Lists of people 1 0 0")).to_be_visible()
    page.goto("/account/system")
    picture = page.locator("main img[src^='/pictures/']").first
    expect(picture).to_be_visible()
    assert page.request.get(picture.get_attribute("src")).status == 200
    page.goto("/account/friends")
    expect(page.get_by_text("Close", exact=True).first).to_be_visible()

    page.goto("/account/system/export")
    expect(page.get_by_label("Rowhouse, with pictures")).to_be_checked()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "system.json" and len(names) == 2 and names[1].startswith("pictures/")
        alters = json.loads(archive.read("system.json"))["alters"]
        assert {alter["name"]: alter.get("picture") for alter in alters} == {"Quill": names[1], "Moss": None}
    other = person("moss")
    out = site.run("import", download.value.path(), "--account", other.name)
    assert out.returncode == 0 and "Pictures: 1 new" in out.stdout, out.stderr


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
