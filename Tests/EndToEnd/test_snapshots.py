"""Edits of templates while people read: every page is made of one piece, and the last good one outlives a crash."""
import contextlib
import concurrent.futures
import os
import random
import re
import signal
import threading

import pytest

from site_process import until

NOBODYS = {"Cookie": "session=none"}  # past the guests' cache


class Tree:
    """The operator's own templates: a mark in two parts that every face has, changed together."""

    def __init__(self, site):
        self.site, self.folder, self.mark = site, site.data / "site/templates/partials", 0
        self.folder.mkdir(parents=True, exist_ok=True)

    def change(self):
        self.mark += 1
        for part in ("head", "viewer"):
            self.write(part, f"{{{{> @next/partials/{part}}}}}<meta data-mark=\"{self.mark}\">\n")

    def write(self, part, text):
        staged = self.folder / f".{part}.new"
        staged.write_text(text)
        staged.rename(self.folder / f"{part}.mustache")

    def marks(self, path="/forums/"):
        answer = self.site.request(f"{path}?{random.random()}", headers=NOBODYS)
        assert answer.status == 200, answer.text
        return re.findall('data-mark="([0-9]+)"', answer.text)

    def is_everywhere(self):
        """Each of many answers shows the newest: no worker lags behind."""
        return all(self.marks() == [str(self.mark)] * 2 for _ in range(12))

    def is_kept(self):
        """rowhouse-jobs has the newest on disk, for a restart."""
        kept = self.site.data / "guarded/template/snapshots"
        archive = kept / f"{(kept / 'current').read_text()}.json"
        return archive.read_text().count(f'data-mark=\\"{self.mark}\\"') == 2


@pytest.fixture
def own_site(make_site, tmp_path):
    data = tmp_path / "data"
    return lambda: make_site(ROWHOUSE_DATA=data, ROWHOUSE_WORKERS=2).wait_until_ready()


def front(site, name):
    others = "".join(f"{other},0,public,public\n" for other in ("seles", "dexen", "yuki") if other != name)
    staged = site.data / "template/.alters.new"
    staged.write_text(f"alter,fronting,visibility,front_visibility\n{name},1,public,public\n{others}")
    staged.rename(site.data / "template/alters.csv")


def test_a_hundred_changes_under_load_mix_no_page(own_site):
    site = own_site()
    tree, done, faces, marks = Tree(site), threading.Event(), {}, set()

    def read():
        count = 0
        while not done.is_set():
            answer = site.request(f"/forums/?{random.random()}", headers=NOBODYS)
            assert answer.status == 200
            found = re.findall('data-mark="([0-9]+)"', answer.text)
            assert len(set(found)) <= 1 and len(found) in (0, 2), found
            face = re.search('<meta name="face" content="([^"]+)">', answer.text).group(1)
            look = (re.findall('/static/published/[^"]+', answer.text), re.search("<body class=\"[^\"]*", answer.text).group())
            assert faces.setdefault(face, look) == look, "a face of two fronts"
            marks.update(found)
            count += 1
        return count

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(100):
                tree.change()
                if number % 5 == 0:
                    front(site, ("seles", "yuki", "dexen")[number // 5 % 3])
                if number % 10 == 9:
                    until(tree.is_everywhere)
        finally:
            done.set()
        assert sum(reader.result() for reader in readers) > 200
    assert len(marks) >= 10
    assert len({tuple(look[0]) for look in faces.values()}) >= 3, "the front changed too"


def test_after_kills_and_with_broken_files_a_restart_shows_a_whole_page(own_site):
    site = own_site()
    tree = Tree(site)
    tree.change()
    until(tree.is_everywhere)
    for _ in range(15):
        tree.change()
        for kind in ("rowhouse-web", "rowhouse-jobs"):
            for pid in list(site.processes(kind))[:1]:
                with contextlib.suppress(ProcessLookupError):  # it is on its way already
                    os.kill(pid, signal.SIGKILL)
        until(lambda: len(site.processes("rowhouse-web")) == 2, 30)  # the pause after a kill grows up to 10 s
    until(tree.is_everywhere, 30)
    until(tree.is_kept, 30)
    tree.write("head", "{{#never closed")
    site.stop()
    again = own_site()
    tree.site = again
    assert tree.marks() == [str(tree.mark)] * 2
    assert len(list((again.data / "guarded/template/snapshots").glob("*.json"))) <= 5
    answer = again.request("/guarded/template/snapshots/current")
    assert answer.status == 404
    report = again.run("face", "check")
    assert report.returncode == 1
    assert re.match(r"site/templates/partials/head.mustache:1:\d+: ", report.stdout)
    tree.change()
    until(tree.is_everywhere)


def test_the_commands_explain_and_refuse(own_site):
    site = own_site()
    answer = site.run("face", "explain", "partials/byline", "--alter", "seles", "--module", "forums")
    assert answer.returncode == 0
    assert "->  modules/template/templates/seles/partials/byline.mustache" in answer.stdout
    for words, said in (
        (["face", "explain", "partials/bylime"], "there is no template called “partials/bylime”"),
        (["face", "explain", "layout", "--alter", "nobody"], "there is no face called “nobody”"),
        (["face", "explain", "layout", "--module", "shop"], "there is no module called “shop”"),
    ):
        answer = site.run(*words)
        assert answer.returncode != 0
        assert said in answer.stderr
        assert len(answer.stderr.splitlines()) == 1
    assert site.run("face", "check").returncode == 0
    assert re.match(r"{{! base: forums/thread sha256:[0-9a-f]{64} }}\n$", site.run("face", "base", "forums/thread").stdout)
