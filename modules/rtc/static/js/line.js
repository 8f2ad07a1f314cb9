// The line to the live daemon: a WebSocket that speaks rtc.v1.json, or, where none gets through, the same
// frames as an event stream with messages sent by POST. It comes back by itself and asks for what it missed.

import { end as forgetUnsent } from "/static/js/unsent.js";
import { Pulse } from "./pulse.js";
import { post, SharedStream } from "./stream.js";

const longest = 30_000;
// A WebSocket that fails this often before it ever opened is taken for one that a network forbids.
const patience = 3;
// How often to look whether a closed chat is open again.
const closedPause = 15_000;

// Codes that end a message and not the line: the server could make nothing of what it was sent.
const misfits = [1002, 1007, 1009, 4400, 4415];
const broken = { code: "broken", temp: true };
const unsendable = {
  code: "unsendable", temp: false,
  text: "The chat can't carry this message as it is. Shorten it, or take unusual signs out of it.",
};

const signIn = ["Sign in", () => location.assign(`/sign-in?next=${encodeURIComponent(location.pathname)}`)];
const reasons = {
  4401: ["You are signed out. Sign in again to go on; what you wrote is still here.", signIn],
  4403: ["Your session has ended. Sign in again to go on; what you wrote is still here.", signIn],
  4405: ["You may not be in the chat any more. What you wrote is still here."],
  4408: ["The chat is open in too many tabs. Close some and try again."],
};

export class Line {
  #failures = 0;
  #misfits = 0;
  #opened = false;
  #answers = new Map();
  #lastId = 0;
  #most = 16_384;
  #pulse = new Pulse({ ask: () => this.#send("pong"), dead: () => this.#broken() });

  constructor({ room, cursor, say, speakingAs, hear, ready }) {
    Object.assign(this, { room, cursor, tellState: say, speakingAs, tell: hear, ready, isReady: false });
  }

  start() {
    addEventListener("online", () => this.#again(0));
    addEventListener("offline", () => this.socket && this.#broken());
    addEventListener("pageshow", ({ persisted }) => persisted && this.#again(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.#look());
    this.#connect();
  }

  // Not to come back: somebody has to do something first.
  stop(words, action) {
    this.stopped = true;
    this.#hangUp();
    this.say("bad", words, action);
  }

  // Of a closed chat nothing else is said until it is open again.
  say(kind, words, action) {
    if (!this.isClosed || kind !== "wait") this.tellState(kind, words, action);
  }

  // Resolves with what the server answered; rejects with its refusal, or when the line breaks.
  ask(op, parts = {}) {
    // Who is here in somebody else's name may speak by form alone.
    if (op === "send" && (this.stream || !this.speaks)) return post(parts);
    const id = ++this.#lastId;
    const frame = JSON.stringify({ id, op, ...parts });
    if (new TextEncoder().encode(frame).length > this.#most) return Promise.reject(unsendable);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { op, resolve, reject });
      this.socket.send(frame);
    });
  }

  // Nobody waits for an answer.
  mention(op, parts = {}) {
    if (this.isReady) this.#send(op, parts);
  }

  #send(op, parts = {}) {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify({ id: ++this.#lastId, op, ...parts }));
    }
  }

  // Somebody looks at the page again.
  #look() {
    if (this.stream) return this.stream.want();
    if (this.isReady) this.#pulse.ask();
    else this.#again(0);
  }

  #connect() {
    if (this.stopped) return;
    this.say("wait", this.#failures ? "Connecting again…" : "Connecting…");
    if (!this.#opened && this.#failures >= patience) return this.#listen();
    const url = new URL("/rtc/ws", location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, "rtc.v1.json");
    this.socket = socket;
    socket.onmessage = (event) => this.socket === socket && this.#hear(JSON.parse(event.data));
    socket.onclose = (event) => this.socket === socket && this.#broken(event.code);
    this.#pulse.expect(10_000);
  }

  #hear(frame) {
    this.#pulse.heard();
    if (frame.id) return this.#answered(frame);
    if (frame.t === "hello") return this.#greet(frame);
    if (frame.t === "ping") return this.#send("pong");
    if (frame.t === "reconnect") return (this.pause = frame.after);
    this.#take(frame);
  }

  // Numbers come in order and at least once; a hole is mended by asking again from where we are.
  #take(frame) {
    if (frame.t === "reset") this.isStale = true;
    if (frame.seq) {
      if (this.isStale) return;
      if (frame.seq <= this.cursor.seq) return;
      if (frame.seq > this.cursor.seq + 1) return this.rejoin();
      this.cursor.seq = frame.seq;
    }
    this.tell(frame);
  }

  async #greet({ max }) {
    this.#opened = true;
    this.#most = max;
    try {
      const session = sessionStorage.getItem("rowhouse-chat") ?? undefined;
      const who = await this.#introduce(session);
      this.speaks = who.speak;
      if (who.session) sessionStorage.setItem("rowhouse-chat", who.session);
      await this.#join();
      this.#connected();
    } catch (refusal) {
      if (refusal.code === "no_room") this.#noRoom();
      else if (refusal.code !== "broken") this.socket?.close();
    }
  }

  #noRoom() {
    this.stop("This room is closed.", ["All rooms", () => location.assign("/rtc/")]);
  }

  // Who can't be chosen any more is left out: the page says so when something is sent.
  #introduce(session) {
    return this.ask("auth", { session, as: this.speakingAs() }).catch((refusal) => {
      if (!["bad_speaker", "ask_speaker"].includes(refusal.code)) throw refusal;
      return this.ask("auth", { session });
    });
  }

  #join() {
    return this.ask("join", { room: this.room, after: this.cursor.seq, epoch: this.cursor.epoch });
  }

  // After a reset, when the page knows again where it stands.
  resume(cursor) {
    Object.assign(this.cursor, cursor);
    this.isStale = false;
    this.rejoin();
  }

  rejoin() {
    if (this.stream) return this.stream.want();
    if (this.socket) this.#join().catch(() => {});  // the line has broken, and comes back by itself
  }

  #connected() {
    this.#failures = this.#misfits = 0;
    this.isReady = true;
    this.isClosed = false;
    this.say("good", "Connected");
    this.ready();
  }

  #answered(frame) {
    const waiting = this.#answers.get(frame.id);
    this.#answers.delete(frame.id);
    if (frame.err) waiting?.reject(frame.err);
    else waiting?.resolve(frame.ok);
  }

  #broken(code) {
    const isMisfit = misfits.includes(code);
    const hasMessage = [...this.#answers.values()].some(({ op }) => op === "send");
    this.#hangUp(isMisfit && hasMessage ? unsendable : broken);
    if (code === 4410) return this.#closed();
    if (isMisfit ? !hasMessage && ++this.#misfits > patience : code >= 4400 && code < 4500) return this.#end(code);
    this.#failures += 1;
    const most = Math.min(longest, 500 * 2 ** this.#failures);
    this.#again(this.pause ?? (this.isClosed ? closedPause : Math.random() * most));
    this.pause = undefined;
  }

  #end(code) {
    if (code === 4403) forgetUnsent();
    const [words, action = this.#tryAgain] = reasons[code] ?? ["The chat can't go on here. Load the page again."];
    this.stop(words, action);
  }

  // It may be opened again; the page looks by itself.
  #closed() {
    this.isClosed = true;
    this.say("bad", "The chat is closed for now. What you wrote is still here.", this.#tryAgain);
    this.#again(closedPause);
  }

  #tryAgain = ["Try again", () => {
    this.stopped = false;
    this.#again(0);
  }];

  #hangUp(refusal = broken) {
    this.#pulse.stop();
    clearTimeout(this.retry);
    this.isReady = false;
    const { socket, stream } = this;
    this.socket = this.stream = undefined;
    socket?.close();
    stream?.close();
    for (const { reject } of this.#answers.values()) reject(refusal);
    this.#answers.clear();
  }

  #again(after) {
    if (this.stopped || this.socket || this.stream) return;
    clearTimeout(this.retry);
    if (after > 0) this.say("wait", "Not connected. Trying again soon; what you write is kept.");
    this.retry = setTimeout(() => this.socket || this.stream || this.#connect(), after);
  }

  // Where no WebSocket gets through. It comes back by itself.
  #listen() {
    this.stream = new SharedStream({
      place: () => ({ room: this.room, ...this.cursor }),
      hear: (frame) => this.#takeFromStream(frame),
      opened: () => this.stream && this.#connected(),
      lost: () => this.#silent(),
    });
  }

  #silent() {
    this.isReady = false;
    this.say("wait", "Connecting again…");
  }

  #takeFromStream(frame) {
    if (frame.t === "refused" && frame.err?.code === "no_room") return this.#noRoom();
    this.#take(frame);
  }
}
