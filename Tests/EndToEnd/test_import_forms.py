"""Whatever a file brings can be saved again; what is killed goes on."""
import json
import os
import signal

import pytest
from playwright.sync_api import expect

from test_import import expect_heading

LONG = {
    "users": [{"_id": "u", "username": "Long", "desc": "S" * 12_000}],
    "customFields": [{"_id": "f", "name": "Story", "type": 0}, {"_id": "m", "name": "Month", "type": 3}],
    "members": [
        {"_id": "1", "name": "Ash", "desc": "d" * 6000, "info": {"f": "v" * 2000, "m": "2000-11-01T00:00:00.000"}},
        {"_id": "2", "name": "Noa\u200f", "pronouns": "\u202ahe\u202c"},
        {"_id": "3", "name": "Cedar", "desc": "\n\none\r\ntwo\u2028three\u0007\r\n", "info": {"f": "a\r\nb"}},
        {"_id": "4", "name": "Dog \uf8ff"},
        {"_id": "5", "name": "Elm", "desc": "[" * 501 + "\n" + "> " * 30 + "deep"}],
    "groups": [{"_id": "g", "name": "Fruit\u200e", "desc": "one\n\ntwo " + "n" * 900, "members": ["1"]}],
    "frontHistory": []}

PLURALKIT = {
    "version": 2, "name": "A\u2066b", "tag": "t" * 99,
    "members": [{"id": "aaaaa", "name": "A\nB", "birthday": "0004-02-29", "color": "336699"}],
    "groups": [], "switches": []}


def bring(page, file, title):
    page.goto("/account/system/import")
    page.get_by_label("The file you exported").set_input_files(file)
    page.get_by_role("button", name="Read it").click()
    expect_heading(page, f"{title} is read, and waits for your word")
    page.get_by_role("button", name="Import it").click()


@pytest.mark.parametrize("title, system", [("Simply Plural", LONG), ("PluralKit", PLURALKIT)])
def test_every_form_can_be_saved_with_another_word_changed(person, tmp_path, title, system):
    page = person("rowan")
    file = tmp_path / "system.json"
    file.write_text(json.dumps(system))
    bring(page, file, title)
    expect_heading(page, f"{title} was imported")
    page.goto("/account/system")
    addresses = {
        link.get_attribute("href") for link in page.locator("main a[href^='/account/system/alters/']").all()
        if link.get_attribute("href").split("/")[-1].isdigit()}
    assert len(addresses) == len(system["members"])
    for address in [*addresses, "/account/system/edit"]:
        page.goto(address)
        page.get_by_label("Pronouns", exact=True).first.fill("xe/xem")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()
    page.goto("/account/system/groups")
    groups = page.locator("main a[href^='/account/system/groups/']").all()
    for address in {link.get_attribute("href") for link in groups}:
        page.goto(address)
        page.get_by_label("Colour").fill("#336699")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("Saved.")).to_be_visible()


def test_an_import_whose_process_is_killed_goes_on_within_seconds(person, site, tmp_path):
    page = person("rowan")
    file = tmp_path / "system.json"
    names = [f"m{number}" for number in range(3000)]
    file.write_text(json.dumps({
        "version": 2, "members": [{"id": name, "name": name, "description": "x" * 200} for name in names],
        "groups": [], "switches": [
            {"timestamp": f"20{20 + number // 10000}-01-01T{number // 3600 % 24:02}:{number // 60 % 60:02}:{number % 60:02}Z",
             "members": [names[number % 3000]]} for number in range(20_000)]}))
    bring(page, file, "PluralKit")
    expect(page.get_by_text("This takes a few seconds for most")).to_be_visible()
    (jobs,) = site.processes("rowhouse-jobs")
    os.kill(jobs, signal.SIGKILL)
    expect(page.get_by_role("heading", name="PluralKit was imported")).to_be_visible(timeout=90_000)
    expect(page.get_by_role("row", name="Members and custom fronts 3000 0 0")).to_be_visible()
