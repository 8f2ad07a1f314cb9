"""A client for the chat, written from modules/rtc/PROTOCOL.md alone: what it does not say, this does not know."""
import http.client
import http.cookies
import json
import random
import secrets
import time
import urllib.parse

from websocket import Closed, Refused, WebSocket

# What to do about each end of a connection.
RECONNECT, DROP_LAST, SIGN_IN, MAKE_ROOM, WAIT_FOR_OPENING, GIVE_UP = range(6)
ENDS = {
    4000: RECONNECT, 4002: RECONNECT, 4009: RECONNECT, 4012: RECONNECT,
    1002: DROP_LAST, 1007: DROP_LAST, 1009: DROP_LAST, 4400: DROP_LAST, 4415: DROP_LAST,
    4401: SIGN_IN, 4403: SIGN_IN, 4405: GIVE_UP, 4408: MAKE_ROOM, 4410: WAIT_FOR_OPENING}


class Fault(Exception):
    """Refused: by a command, or over HTTP."""

    @classmethod
    def read(cls, body):
        """What is no JSON comes from something in between: later it may be another."""
        try:
            return cls(json.loads(body))
        except ValueError:
            return cls({"code": "broken", "temp": True, "retry": 1000})

    def __init__(self, told):
        super().__init__(told.get("code"))
        self.code, self.text = told.get("code"), told.get("text")
        self.retry = told.get("retry") if told.get("temp") else None
        self.ask, self.most = told.get("ask"), told.get("most")


class Ended(Exception):
    """The connection is over and can't come back by itself; `what` says what has to be done first."""

    def __init__(self, code, what):
        super().__init__(code)
        self.code, self.what = code, what


class NeedsCode(Exception):
    """The account has a second factor."""


class Site:
    """What goes over HTTP: signing in, and who and where one is."""

    def __init__(self, url):
        self.url = url
        self.place = urllib.parse.urlsplit(url)
        self.cookies = {}

    def sign_in(self, name, password):
        self._enter(self.ask("POST", "/sign-in", {"name": name, "password": password}))

    def show_code(self, code):
        self._enter(self.ask("POST", "/sign-in/second", {"code": code}))

    def _enter(self, answer):
        location = answer.headers.get("Location", "")
        if answer.status == 303 and location.startswith("/sign-in/second"):
            raise NeedsCode()
        if answer.status != 303 or location.startswith("/sign-in"):
            codes = {403: "forbidden", 422: "invalid", 429: "slow_down", 503: "busy"}
            raise Fault({"code": codes.get(answer.status, "sign_in")})

    def sign_out(self):
        self.ask("POST", "/sign-out", {})

    def me(self):
        """Rooms, speakers and whom one blocks; all of a large system."""
        about = self.tell("GET", "/rtc/me")
        while about.get("more"):
            part = self.tell("GET", f"/rtc/me?skip={len(about['speakers']) - 1}")
            about["speakers"] += [speaker for speaker in part["speakers"] if speaker["as"] != 0]
            about["more"] = part["more"]
        return about

    def say(self, room, text, speaker=None, nonce=None, agreed=None):
        """By form, where no WebSocket gets through."""
        return self.tell("POST", f"/rtc/room/{room}/message", {
            "body": text, "nonce": nonce or secrets.token_hex(16), "speaker": "" if speaker is None else speaker,
            "speaker-ok": agreed or ""})

    def repost(self, message, speaker, agreed=None):
        return self.tell("POST", f"/rtc/message/{message}/repost", {"speaker": speaker, "speaker-ok": agreed or ""})

    def tell(self, method, path, form=None):
        answer = self.ask(method, path, form)
        if answer.status != 200:
            raise Fault.read(answer.body)
        return json.loads(answer.body)

    def ask(self, method, path, form=None):
        connection = self.connect()
        body = None if form is None else urllib.parse.urlencode(form)
        headers = {"Accept": "application/json", **self.cookie}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        answer.body = answer.read().decode()
        self._keep(answer)
        connection.close()
        return answer

    def connect(self):
        return http.client.HTTPConnection(self.place.hostname, self.place.port, timeout=10)

    @property
    def cookie(self):
        text = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": text} if text else {}

    def _keep(self, answer):
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, cookie in http.cookies.SimpleCookie(line).items():
                self.cookies[name] = cookie.value
                if not cookie.value or cookie["max-age"] == "0":
                    del self.cookies[name]

    def stream(self, cursors, epoch):
        """The frames of several rooms as server-sent events; ends with the stream."""
        rooms = ",".join(f"{room}:{seq}" for room, seq in cursors.items())
        connection = self.connect()
        connection.request("GET", f"/rtc/stream?rooms={rooms}&epoch={epoch}", headers=self.cookie)
        answer = connection.getresponse()
        if answer.status != 200:
            raise Fault.read(answer.read())
        for line in answer:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


class Room:
    def __init__(self, number, name="", epoch=None, seq=None):
        self.number, self.name, self.epoch, self.seq = number, name, epoch, seq
        self.messages, self.people, self.is_closed = {}, {}, False

    def take(self, event):
        """False: something is missing before this one."""
        if event["seq"] <= self.seq:
            return True
        if event["seq"] > self.seq + 1:
            return False
        self.seq = event["seq"]
        self.apply(event)
        return True

    def apply(self, event):
        kind, seq, said = event["t"], event["seq"], event["d"]
        if kind == "msg.new":
            self.messages[seq] = said
        elif kind == "msg.update" and said["of"] in self.messages:
            speaker = {key: value for key, value in said.items() if key not in ("of", "mid")}
            self.messages[said["of"]] = self.messages[said["of"]] | speaker
        elif kind == "msg.gone":
            self.messages = {seq: one for seq, one in self.messages.items() if one["by"] != said["by"]}
        elif kind == "room.update":
            self.name = said["name"]
        elif kind == "room.close":
            self.is_closed = True

    def meet(self, presence):
        if "here" in presence:
            self.people = {}
        for who in presence.get("here", []) + presence.get("came", []):
            self.people[who["by"], who["as"]] = who
        for who in presence.get("went", []):
            self.people.pop((who["by"], who["as"]), None)


class Chat:
    """One connection after the other, and what it knows of the rooms."""

    def __init__(self, site, speaker=None):
        self.site, self.speaker = site, speaker
        self.rooms, self.answers, self.session, self.last_id, self.failures = {}, {}, None, 0, 0
        self.socket, self.pause, self.ends = None, None, []

    # -- coming and going

    def open(self):
        """Connects, says who it is, and catches up in its rooms; raises `Ended` where that is no use."""
        while True:
            try:
                return self._begin()
            except Closed as closed:
                self._wait(closed.code)
            except (OSError, TimeoutError):
                self._wait(1006)
            except Refused as refused:
                fault = Fault.read(refused.body)
                if fault.code == "not_found":
                    raise Ended(4410, WAIT_FOR_OPENING)
                if fault.retry is None:
                    raise Ended(refused.status, GIVE_UP)
                self.pause = fault.retry
                self._wait(1006)

    def _begin(self):
        self.pause, self.answers = None, {}
        url = self.site.url.replace("http", "ws", 1) + "/rtc/ws"
        self.socket = WebSocket(url, "rtc.v1.json", {"Origin": self.site.url, **self.site.cookie})
        hello = self._hear()
        self.most, self.connections, self.patience = hello["max"], hello["connections"], 45
        more = {} if self.speaker is None else {"as": self.speaker}
        if self.session:
            more["session"] = self.session
        self.known = self._ask("auth", **more)
        self.session = self.known["session"]
        for room in list(self.rooms.values()):
            self._join(room)
        self.failures = 0

    def _wait(self, code):
        what = ENDS.get(code, RECONNECT)
        self.ends.append((code, self.pause))
        if what not in (RECONNECT, DROP_LAST):
            raise Ended(code, what)
        self.failures += 1
        most = min(30, 0.5 * 2 ** self.failures)
        time.sleep(self.pause / 1000 if self.pause else random.uniform(0, most))

    def _reconnect(self, code):
        self._wait(code)
        self.open()

    def close(self):
        self.socket.close()

    # -- rooms

    def join(self, number):
        room = self.rooms.setdefault(number, Room(number))
        try:
            return self._retrying(lambda: self._join(room))
        except Fault:
            del self.rooms[number]
            raise

    def _join(self, room):
        cursor = {} if room.epoch is None else {"after": room.seq, "epoch": room.epoch}
        joined = self._ask("join", room=room.number, **cursor)
        room.name = joined["name"]
        if room.epoch is None:
            room.epoch, room.seq = joined["epoch"], joined["head"]
        elif not joined["recovered"]:
            room.epoch, room.seq = joined["epoch"], joined["head"]  # what lies between is read at `reset`
        return room

    def _reset(self, room):
        room.messages = {}
        try:
            events = self._ask("history", room=room.number)["events"]
        except Fault as fault:
            if fault.code != "no_room":
                raise
            self.rooms.pop(room.number, None)
            return
        for event in events:
            room.apply(event)
        if events:
            room.seq = max(room.seq, events[-1]["seq"])

    def history(self, number, before=None):
        return self._retrying(lambda: self._ask("history", room=number, before=before))["events"]

    def presence(self, speaker, agreed=None):
        self.speaker = speaker
        more = {} if agreed is None else {"ok": agreed}
        return self._retrying(lambda: self._ask("presence", **{"as": speaker}, **more))["speaker"]

    def say(self, number, text, speaker=None, agreed=None):
        """The receipt of a message that is on disk, however often the line broke meanwhile."""
        command = {"room": number, "text": text, "nonce": secrets.token_hex(16)}
        command |= {} if speaker is None else {"as": speaker}
        command |= {} if agreed is None else {"ok": agreed}
        return self._retrying(lambda: self._ask("send", **command))

    def hear(self, until, seconds=10):
        """Listens until something is so."""
        end = time.monotonic() + seconds
        while not until():
            try:
                self.socket.connection.settimeout(max(0.05, end - time.monotonic()))
                self._take(self._hear())
            except TimeoutError:
                raise AssertionError("it did not come about") from None
            except Closed as closed:
                self._reconnect(closed.code)

    # -- asking

    def _retrying(self, command):
        while True:
            try:
                return command()
            except Fault as fault:
                if fault.retry is None:
                    raise
                time.sleep(fault.retry / 1000)
            except Closed as closed:
                self._reconnect(closed.code)
                if ENDS.get(closed.code) == DROP_LAST:
                    raise Fault({"code": "unsendable"}) from None
            except (OSError, TimeoutError):
                self._reconnect(1006)

    def _ask(self, op, **parts):
        self.last_id += 1
        number = self.last_id
        frame = json.dumps({"id": number, "op": op, **parts})
        self.socket.connection.settimeout(self.patience)
        self.socket.send(frame)
        while number not in self.answers:
            self._take(self._hear())
        answer = self.answers.pop(number)
        if "err" in answer:
            raise Fault(answer["err"])
        return answer["ok"]

    def _hear(self):
        return json.loads(self.socket.receive())

    def _take(self, frame):
        kind, room = frame.get("t"), self.rooms.get(frame.get("room"))
        if "id" in frame:
            self.answers[frame["id"]] = frame
        elif kind == "ping":
            self.socket.send('{"op":"pong"}')
        elif kind == "reconnect":
            self.pause = frame["after"]
        elif room is None:
            return
        elif kind == "reset":
            self._reset(room)
        elif kind == "presence":
            room.meet(frame["d"])
        elif "seq" in frame and not room.take(frame):
            self._join(room)
