"""The guests' cache: a second long, apart by look, and never for anybody who is somebody."""
import pathlib
import re
import subprocess

import pytest

import people
from site_process import until


def outcomes(site, count):
    """The cache's word for each request for the forums. In no order: each process of nginx writes by itself."""
    log = site.data / "logs/access.log"

    def lines():
        found = [line for line in log.read_text().splitlines() if '"GET /forums/"' in line]
        return found if len(found) == count else None

    return [line.split()[-2] for line in until(lines)]


def test_it_serves_guests_and_nobody_else(make_site):
    site = make_site().wait_until_ready()
    for headers in ({}, {}, {"Cookie": "session=x"}, {"Cookie": "flash=good.x"}, {"Authorization": "x"}):
        assert site.request("/forums/", headers=headers).status == 200
    words = sorted(outcomes(site, 5))
    assert words[:3] == ["BYPASS"] * 3
    assert words[3] in ("HIT", "EXPIRED") and words[4] == "MISS"


def test_a_question_for_the_head_alone_spoils_no_page(site):
    path = "/forums/?" + people.unique("head")
    assert site.request(path, "HEAD").text == ""
    assert "</html>" in site.request(path).text


def test_looks_are_kept_apart_and_nonsense_is_no_look(site):
    path = "/forums/?" + people.unique("look")
    plain = site.request(path).text
    dark = site.request(path, headers={"Cookie": "look=front.dark"}).text
    assert 'data-scheme="dark"' in dark and 'data-scheme="dark"' not in plain
    strange = site.request(path, headers={"Cookie": "look=front.mauve"}).text
    assert 'data-scheme' not in strange
    assert 'data-scheme="dark"' not in site.request(path).text


DARK = "look=front.dark"


@pytest.mark.parametrize("cookies", [
    [DARK], ["look=neutral.light.ask"], ["LOOK=x; " + DARK], ["Look=front.light; " + DARK], [DARK + "; LOOK=x"],
    ["LOOK=front.dark"], ["look=x; " + DARK], [DARK + "; look=front.light"], ["look=front.light; " + DARK],
    ["a=b; " + DARK], ["a=b;" + DARK], ["a=b;  " + DARK], ["a=b;\t" + DARK], ["a=b, " + DARK], [";" + DARK],
    [" " + DARK], ["look=front.dark "], ["look =front.dark"], ["look= front.dark"], ['look="front.dark"'],
    ["look=front%2Edark"], ["look=front.dark.ask.ask"], ["look=front.DARK"], ["look"], ["look; " + DARK], ["look=; " + DARK],
    ["outlook=1; " + DARK], ["outlook=front.dark"], ["xlook=front.light; " + DARK], ["a=look=front.light; " + DARK],
    ["a; " + DARK], ["=x; " + DARK], ["a=b=c; " + DARK], ["a=b", DARK], [DARK, "look=front.light"],
    ["; ".join(f"c{number}=x" for number in range(89)) + "; " + DARK],
    ["; ".join(f"c{number}=x" for number in range(150)) + "; " + DARK], [";" * 150 + DARK], ["a=\xff; " + DARK],
], ids=str)
def test_the_cache_and_the_program_read_cookies_alike(site, cookies):
    """Whoever asks for a page leaves nothing in the cache that another look would get."""
    path = "/forums/?" + people.unique("cookies")
    session = "session=none; "  # one that nobody has: the program answers by itself
    own = look(ask(site, path, [session + cookies[0], *cookies[1:]]))
    for others in (None, [DARK], ["look=front.light"]):
        fresh = f"{path}-{others and others[0]}"
        assert look(ask(site, fresh, cookies)) == own, "what they get themselves"
        expected = {None: "", DARK: "dark", "look=front.light": "light"}[others and others[0]]
        assert look(ask(site, fresh, others or [])) == expected, "what others get after them"
        assert look(ask(site, fresh, cookies)) == own, "what they get after others"


def look(page):
    return (re.search(r'data-scheme="(\w+)"', page) or ["", ""])[1]


def ask(site, path, cookies):
    """With each cookie in a header of its own."""
    lines = "".join(f"Cookie: {cookie}\r\n" for cookie in cookies)
    head, page = site.send(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}Connection: close\r\n\r\n")
    assert " 200 " in head.splitlines()[0], head
    return page


def test_whoever_is_signed_in_is_sent_a_page_once(site, keys):
    own = {"Cookie": "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in keys["cookies"])}
    page = site.request("/forums/", headers=own)
    assert page.status == 200 and "</html>" in page.text
    for tag in (page.headers["ETag"], f'W/{page.headers["ETag"]}', f'"else", {page.headers["ETag"]}'):
        again = site.request("/forums/", headers={**own, "If-None-Match": tag})
        assert (again.status, again.bytes, again.headers["ETag"]) == (304, b"", page.headers["ETag"])
    assert site.request("/forums/", headers={**own, "If-None-Match": '"else"'}).bytes == page.bytes


def test_a_thread_with_a_box_to_reply_is_sent_once_until_somebody_replies(site, person, category):
    david = person("david")
    thread = people.begin_thread(david, category, people.unique("Bread "), "It rises.")
    own = {"Cookie": "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in david.context.cookies())}
    path = thread.removeprefix(site.url)
    site.request(path, headers=own)  # how far they have read is noted

    def again(page):
        return site.request(path, headers={**own, "If-None-Match": page.headers["ETag"]})

    def unchanged():
        """How long ago it was said may become another word in between."""
        same = again(site.request(path, headers=own))
        return same if same.status == 304 else None

    page = site.request(path, headers=own)
    assert "<textarea" in page.text and 'name="nonce"' in page.text
    assert until(unchanged).bytes == b""
    people.reply(david, "It does.")
    after = again(page)
    assert after.status == 200 and "It does." in after.text


@pytest.mark.parametrize("more", [{}, {"Authorization": "0"}, {"Authorization": ""}, {"Cookie": "LOOK=0"}], ids=str)
def test_what_one_browser_has_is_not_what_the_next_guest_gets(site, more):
    path = "/forums/?" + people.unique("tag")
    tag = site.request(path, headers={"Cookie": "session=none"}).headers["ETag"]
    assert site.request(path, headers={"If-None-Match": tag, **more}).status in (200, 304)
    page = site.request(path)
    assert page.status == 200 and "</html>" in page.text


def test_there_is_always_room_in_it(site):
    """More addresses than it has places for: none costs an answer, and the oldest go."""
    conf = (site.data / "run/nginx/rowhouse.conf").read_text()
    folder = pathlib.Path(re.search(r'^fastcgi_cache_path "(.+?)"', conf, re.M)[1])
    assert subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True).stdout == "tmpfs\n"
    word = people.unique("room")
    for number in range(700):
        answer = site.request(f"/forums/?{word}{number}")
        assert answer.status == 200 and answer.text.rstrip().endswith("</html>"), answer.text[-100:]
    kept = [path for path in folder.rglob("*") if path.is_file()]
    assert 50 < len(kept) < 600
