// The line to the live daemon: a WebSocket that speaks rtc.v1.json, or, where none gets through, the same
// frames as an event stream with messages sent by POST. It comes back by itself and asks for what it missed.

import { post, streamAddress } from "./stream.js";

const longest = 30_000;
// A WebSocket that fails this often before it ever opened is taken for one that a network forbids.
const patience = 3;

const reasons = {
  4401: "You are signed out. Sign in again to go on; what you wrote is kept.",
  4403: "Your session has ended. Sign in again to go on; what you wrote is kept.",
  4408: "The chat is open in too many tabs. Close some and load this page again.",
  4410: "The chat is closed for now. What you wrote is kept.",
};

export class Line {
  #failures = 0;
  #opened = false;
  #answers = new Map();
  #lastId = 0;
  #silence;

  constructor({ room, cursor, say, speakingAs, hear, ready }) {
    Object.assign(this, { room, cursor, say, speakingAs, tell: hear, ready, isReady: false });
  }

  start() {
    addEventListener("online", () => this.#again(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.#again(0));
    this.#connect();
  }

  // Not to come back: somebody has to do something first.
  stop(words) {
    this.stopped = true;
    this.#hangUp();
    this.say("bad", words);
  }

  // Resolves with what the server answered; rejects with its refusal, or when the line breaks.
  ask(op, parts = {}) {
    // Who is here in somebody else's name may speak by form alone.
    if (this.stream || (op === "send" && !this.speaks)) return post(parts);
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, { resolve, reject });
      this.socket.send(JSON.stringify({ id, op, ...parts }));
    });
  }

  // Nobody waits for an answer.
  mention(op, parts = {}) {
    if (this.isReady && this.socket) this.socket.send(JSON.stringify({ id: ++this.#lastId, op, ...parts }));
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
    this.#waitForSilence();
  }

  #hear(frame) {
    this.#waitForSilence();
    if (frame.id) return this.#answered(frame);
    if (frame.t === "hello") return this.#greet();
    if (frame.t === "ping") return this.socket.send('{"op":"pong"}');
    if (frame.t === "reconnect") return (this.pause = frame.after);
    this.#take(frame);
  }

  // Numbers come in order and at least once; a hole is mended by joining again.
  #take(frame) {
    if (frame.seq) {
      if (frame.seq <= this.cursor.seq) return;
      if (frame.seq > this.cursor.seq + 1 && this.socket) return this.#join();
      this.cursor.seq = frame.seq;
    }
    this.tell(frame);
  }

  async #greet() {
    this.#opened = true;
    try {
      const session = sessionStorage.getItem("rowhouse-chat") ?? undefined;
      const who = await this.#introduce(session);
      this.speaks = who.speak;
      if (who.session) sessionStorage.setItem("rowhouse-chat", who.session);
      await this.#join();
      this.#connected();
    } catch (refusal) {
      if (refusal.code === "no_room") this.stop("This room is closed.");
      else if (refusal.code !== "broken") this.socket?.close();
    }
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

  #connected() {
    this.#failures = 0;
    this.isReady = true;
    this.say("good", "Connected");
    this.ready();
  }

  #answered(frame) {
    const waiting = this.#answers.get(frame.id);
    this.#answers.delete(frame.id);
    if (frame.err) waiting?.reject(frame.err);
    else waiting?.resolve(frame.ok);
  }

  // The server asks after 25 s of silence; if not even that comes, the line is dead and does not know it.
  #waitForSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.socket && this.#broken(), 45_000);
  }

  #broken(code) {
    this.#hangUp();
    if (code >= 4400 && code < 4500) {
      return this.stop(reasons[code] ?? "The chat can't go on here. Load the page again.");
    }
    this.#failures += 1;
    const most = Math.min(longest, 500 * 2 ** this.#failures);
    this.#again(this.pause ?? Math.random() * most);
    this.pause = undefined;
  }

  #hangUp() {
    clearTimeout(this.#silence);
    this.isReady = false;
    const { socket, stream } = this;
    this.socket = this.stream = undefined;
    socket?.close();
    stream?.close();
    for (const { reject } of this.#answers.values()) reject({ code: "broken", temp: true });
    this.#answers.clear();
  }

  #again(after) {
    if (this.stopped || this.socket || this.stream) return;
    clearTimeout(this.retry);
    if (after > 0) this.say("wait", "Not connected. Trying again soon; what you write is kept.");
    this.retry = setTimeout(() => this.socket || this.stream || this.#connect(), after);
  }

  // Where no WebSocket gets through.
  #listen() {
    const stream = new EventSource(streamAddress(this.room, this.cursor));
    this.stream = stream;
    stream.onopen = () => this.#connected();
    stream.onmessage = (event) => this.#take(JSON.parse(event.data));
    stream.onerror = () => {
      this.say("wait", "Connecting again…");
      if (stream.readyState === EventSource.CLOSED) this.#broken();
    };
  }
}
