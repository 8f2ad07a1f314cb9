"""The chat as another program sees it: a client that was written from PROTOCOL.md, on a whole site."""
import os
import contextlib
import json
import re
import signal
import socket
import sqlite3

import pytest

import people
from chat_client import ENDS, GIVE_UP, RECONNECT, Chat, Ended, Fault, NeedsCode, SIGN_IN, Site, WAIT_FOR_OPENING
from conftest import HOME
from site_process import until
from test_factors import code
from test_permissions import give_role, make_role
from test_speaking import add
from test_words import send
from websocket import Closed, Refused, WebSocket


@pytest.fixture
def client(site, person):
    """Somebody new, in a program and in a browser: `ada = client("ada")`."""
    def join(word):
        page = person(word)
        there = Site(site.url)
        there.name, there.page = page.name, page
        there.sign_in(page.name, people.PASSWORD)
        return there

    return join


def number(room):
    return int(room.rsplit("/", 1)[1])


def test_a_program_signs_in_finds_its_way_and_speaks(client, room):
    ada, ben = client("ada"), client("ben")
    me = ada.me()
    assert me["user"]["name"] == ada.name and me["blocked"] == []
    (here,) = [one for one in me["rooms"] if one["room"] == number(room)]
    assert here["name"] == "Hallway" and here["speak"]
    hers, his = Chat(ada), Chat(ben)
    for chat in (hers, his):
        chat.open()
        chat.join(number(room))
    receipt = hers.say(number(room), "First line\nsecond **line**")
    his.hear(lambda: receipt["seq"] in his.rooms[number(room)].messages)
    said = his.rooms[number(room)].messages[receipt["seq"]]
    assert said["name"] == ada.name and said["text"] == "First line\nsecond **line**"
    assert said["html"] == "<p dir=\"auto\">First line<br />\nsecond <strong>line</strong></p>\n"
    assert ben.say(number(room), "By form")["dup"] is False
    hers.hear(lambda: any(one["text"] == "By form" for one in hers.rooms[number(room)].messages.values()))


def test_whoever_is_seen_is_who_speaks(client, room):
    ada, ben = client("ada"), client("ben")
    add(ada.page, "Yuki", "Y:")
    account, yuki = ada.me()["speakers"]
    assert account["as"] == 0 and yuki["private"] and yuki["tags"] == [["Y:", ""]]
    chat, other = Chat(ada), Chat(ben)
    for each in (chat, other):
        each.open()
        each.join(number(room))
    heard = other.rooms[number(room)].messages
    with pytest.raises(Fault) as asked:
        chat.presence(yuki["as"])
    assert asked.value.code == "ask_speaker" and asked.value.ask == yuki["as"]
    assert chat.presence(yuki["as"], agreed=yuki["as"])["name"] == "Yuki"
    for text, speaker, name in [
            ("Without a word about it", None, "Yuki"), ("As the account", 0, ada.name), ("Y: by tags", 0, "Yuki"),
            ("\\\\hello", None, ada.name)]:
        seq = chat.say(number(room), text, speaker)["seq"]
        other.hear(lambda: seq in heard)
        assert heard[seq]["name"] == name
    assert heard[seq]["text"] == "hello", "what is kept of two backslashes"
    assert ada.me()["speakers"][1]["private"] is False


def test_a_second_factor_is_shown(client, site):
    ada = client("ada")
    ada.page.goto("/account/two-factor")
    secret = ada.page.locator("code.secret").inner_text()
    ada.page.get_by_label("Code", exact=True).fill(code(secret))
    ada.page.get_by_role("button", name="Turn it on").click()
    ada.page.locator("#codes code").first.wait_for()
    again = Site(site.url)
    with pytest.raises(NeedsCode):
        again.sign_in(ada.name, people.PASSWORD)
    with pytest.raises(Fault):
        again.show_code("000000")
    again.show_code(code(secret, 1))
    assert again.me()["user"]["name"] == ada.name


def test_what_was_missed_comes_after_and_nothing_twice(client, room, site):
    ada, ben = client("ada"), client("ben")
    hers, his = Chat(ada), Chat(ben)
    for chat in (hers, his):
        chat.open()
        chat.join(number(room))
    mark = people.unique("missed ")
    hers.socket.connection.close()
    for count in range(5):
        his.say(number(room), f"{mark} {count}")
    hers.open()
    (daemon,) = site.processes("rowhouse-live")
    os.kill(daemon, signal.SIGKILL)
    for count in range(5, 10):
        his.say(number(room), f"{mark} {count}")

    def heard():
        return [one["text"] for one in hers.rooms[number(room)].messages.values() if mark in one["text"]]

    hers.hear(lambda: len(heard()) == 10, seconds=30)
    assert heard() == [f"{mark} {count}" for count in range(10)]


def test_a_gap_too_long_is_read_anew(client, room):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    place = chat.join(number(room))
    chat.say(number(room), "the latest")
    place.epoch = "e_of_another_time"
    chat.join(number(room))
    chat.hear(lambda: any(one["text"] == "the latest" for one in place.messages.values()))
    seq = chat.say(number(room), "and on it goes")["seq"]
    chat.hear(lambda: seq in place.messages)


def connect(site):
    return WebSocket(site.url.replace("http", "ws") + "/rtc/ws", "rtc.v1.json", {"Origin": site.url, **site.cookie})


def closing(socket):
    with pytest.raises(Closed) as closed:
        while True:
            socket.receive()
    return closed.value.code


@pytest.mark.parametrize("reason, frames", [
    (4400, ["[1]"]), (4400, ['{"id":1}']), (1009, ['{"op":"' + "x" * 33_000 + '"}']), (4401, ['{"id":1,"op":"auth"}']),
    (4012, ['{"id":7,"op":"pong"}'] * 3000)], ids=["no object", "no op", "too large", "a guest", "a storm"])
def test_every_end_says_why(site, reason, frames):
    socket = connect(Site(site.url))
    for frame in frames:
        try:
            socket.send(frame)
        except OSError:
            break  # it does not listen any more; what it said is read below
    assert closing(socket) == reason


def test_a_message_that_the_line_cannot_carry_ends_alone(client, room):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    chat.join(number(room))
    with pytest.raises(Fault) as fault:
        chat.say(number(room), "x" * 40_000)
    assert fault.value.code == "unsendable"
    with pytest.raises(Fault) as fault:
        chat.say(number(room), "\x1b" * 2713)
    assert fault.value.code == "unreadable"
    assert chat.say(number(room), "字" * 4000)["dup"] is False, "and each of them as six letters"


def test_who_signs_out_has_to_sign_in(client, room):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    chat.join(number(room))
    ada.sign_out()
    with pytest.raises(Ended) as ended:
        chat.hear(lambda: False)
    assert ended.value.code == 4403 and ended.value.what == SIGN_IN
    for act in (ada.me, lambda: ada.say(number(room), "no more")):
        with pytest.raises(Fault) as fault:
            act()
        assert fault.value.code == "sign_in"


def test_a_server_that_restarts_says_when_to_come_back(client, room, site):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    chat.join(number(room))
    (daemon,) = site.processes("rowhouse-live")
    os.kill(daemon, signal.SIGTERM)
    chat.hear(lambda: chat.ends, seconds=30)
    code, pause = chat.ends[0]
    assert code == 4000 and ENDS[code] == RECONNECT and 100 <= pause <= 2000
    assert chat.say(number(room), people.unique("Here again "))["dup"] is False


def test_who_reads_too_slowly_comes_back_and_has_missed_nothing(client, admin, site):
    ada = client("ada")
    place = number(people.open_room(admin, people.unique("Library ")))
    chat = Chat(ada)
    chat.open()
    chat.join(place)
    # Each is shown as some 25 KB, and a page of the past is as full of them as it may be.
    last = [chat.say(place, "|a\n|-\n" + "|b\n" * 1000)["seq"] for _ in range(10)][-1]
    chat.hear(lambda: last in chat.rooms[place].messages)
    chat.socket.connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
    asked = [json.dumps({"id": 1000 + count, "op": "history", "room": place}) for count in range(40)]
    chat.socket.send(*asked)
    until(lambda: not connections(site, chat.session))
    chat.hear(lambda: chat.ends, seconds=30)
    assert chat.ends == [(4009, None)] and ENDS[4009] == RECONNECT
    seq = chat.say(place, "on it goes")["seq"]
    chat.hear(lambda: seq in chat.rooms[place].messages)


def connections(site, session):
    """How many of a client's the daemon has written down."""
    (file,) = site.data.rglob("sessions.db")
    with contextlib.closing(sqlite3.connect(file, timeout=10)) as rooms:
        return rooms.execute("SELECT count(*) FROM rtc_connection WHERE session = ?", (session,)).fetchone()[0]


def test_who_may_not_be_in_the_chat_stays_away(client, admin, room, site):
    ada, role = client("ada"), people.unique("Reader")
    make_role(admin, role)
    give_role(admin, ada.page, role)
    name = site.ask("SELECT name FROM admin_role WHERE title = ?", role)
    chat = Chat(ada)
    chat.open()
    chat.join(number(room))
    send(admin, "/admin/permissions", was=f"{name}:rtc.read")
    for act in (lambda: chat.hear(lambda: False), Chat(ada).open):
        with pytest.raises(Ended) as ended:
            act()
        assert ended.value.code == 4405 and ended.value.what == GIVE_UP
    for act in (ada.me, lambda: next(ada.stream({number(room): 0}, "e_x"))):
        with pytest.raises(Fault) as fault:
            act()
        assert fault.value.code == "forbidden"


def test_every_refusal_over_http_is_told_alike(client, room, site):
    ada = client("ada")
    for act, code in [
            (lambda: next(Site(site.url).stream({number(room): 0}, "e_x")), "sign_in"),
            (lambda: next(ada.stream({0: 0}, "e_x")), "not_found"),
            (lambda: next(ada.stream({"x": 0}, "e_x")), "bad_request"),
            (lambda: ada.repost(1 << 40, 0), "not_found"),
            (lambda: ada.say(number(room), ""), "empty")]:
        with pytest.raises(Fault) as fault:
            act()
        assert (fault.value.code, fault.value.retry) == (code, None)
    with pytest.raises(Refused) as refused:
        WebSocket(site.url.replace("http", "ws") + "/rtc/ws", "rtc.v1.json", {"Origin": "https://elsewhere.example"})
    assert refused.value.status == 403 and Fault.read(refused.value.body).code == "forbidden"


def test_what_was_said_gets_another_speaker(client, room):
    ada = client("ada")
    add(ada.page, "Yuki", "Y:")
    message, yuki = ada.say(number(room), "Whose?")["mid"], ada.me()["speakers"][1]["as"]
    with pytest.raises(Fault) as asked:
        ada.repost(message, yuki)
    assert asked.value.code == "ask_speaker" and asked.value.ask == yuki
    assert ada.repost(message, yuki, agreed=yuki) == {"mid": message, "as": yuki}


def test_how_many_there_may_be_is_told(client, room):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    most = ada.me()["links"]
    with pytest.raises(Fault) as fault:
        chat.say(number(room), "https://a.example " * (most + 1))
    assert fault.value.code == "too_many_links" and fault.value.most == most
    others = [Chat(ada) for _ in range(chat.connections - 1)]
    for other in others:
        other.open()
    with pytest.raises(Ended) as ended:
        Chat(ada).open()
    assert ended.value.code == 4408
    for other in others:
        other.close()


def test_a_closed_chat_is_waited_for(client, room, site):
    ada = client("ada")
    chat = Chat(ada)
    chat.open()
    try:
        assert site.run("module", "disable", "rtc").returncode == 0
        with pytest.raises(Ended) as ended:
            chat.hear(lambda: False)
        assert ended.value.code == 4410 and ended.value.what == WAIT_FOR_OPENING
        with pytest.raises(Ended):
            chat.open()
        with pytest.raises(Fault) as fault:
            ada.me()
        assert fault.value.code == "not_found"
    finally:
        assert site.run("module", "enable", "rtc").returncode == 0
    until(lambda: site.request("/rtc/stream", whole=False).status != 404)
    chat.open()


def test_a_program_without_websockets_hears_all_its_rooms(client, room, admin):
    ada = client("ada")
    other = people.open_room(admin, people.unique("Attic "))
    me = ada.me()
    heads = {one["room"]: one["head"] for one in me["rooms"] if one["room"] in (number(room), number(other))}
    frames = ada.stream(heads, me["epoch"])
    assert next(frames)["epoch"] == me["epoch"]
    joined = [frame["room"] for frame in (next(frames) for _ in range(4)) if frame["t"] == "joined"]
    assert sorted(joined) == sorted(heads)
    for place in heads:
        ada.say(place, f"in {place}")
    said = (frame for frame in frames if frame["t"] == "msg.new")
    assert {(frame["room"], frame["d"]["text"]) for frame in (next(said), next(said))} == {
        (place, f"in {place}") for place in heads}


def test_the_document_names_every_code_of_an_end():
    text = (HOME / "modules/rtc/Wire/CloseCode.swift").read_text()
    ends = {int(end) for end in re.findall(r"case \w+ = (\d+)", text)}
    assert ends == set(ENDS)
    document = (HOME / "modules/rtc/PROTOCOL.md").read_text()
    assert [end for end in ends if str(end) not in document] == []


def test_the_document_explains_every_refusal():
    text = (HOME / "modules/rtc/Wire/Refusal.swift").read_text()
    document = (HOME / "modules/rtc/PROTOCOL.md").read_text()
    known = set(re.findall(r'Refusal\(\s*"(\w+)"', text)) | {"ask_speaker", "bad_speaker"}
    assert [word for word in known if f"| `{word}` |" not in document] == []
