import { isEnter } from "/static/js/enter.js";
import { nameOf, speakingOf } from "/static/js/speaking.js";
import { keep, read } from "/static/js/unsent.js";

// What was written and is not on the server yet. Each message carries a word of its own (a nonce), so that
// sending it twice stores it once; so it is simply sent until the server says that it has it.

const nonce = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// After so long somebody wants to know why it is not there yet.
const soon = 800;

export class Outbox {
  #running = false;

  constructor({ key, form, line, talk }) {
    Object.assign(this, { key, form, line, talk, waiting: [] });
    this.field = form.querySelector("textarea");
    this.speaking = speakingOf(form);
    form.addEventListener("submit", (event) => this.#submit(event));
    this.field.addEventListener("input", (event) => {
      if (event.isTrusted) line.mention("typing", { room: line.room });
    });
    form.elements.speaker?.addEventListener("change", () =>
      line.mention("presence", { as: line.speakingAs() }));
  }

  restore() {
    for (const message of JSON.parse(read(this.key) ?? "[]")) this.#queue(message);
  }

  #submit(event) {
    // A name that was typed is looked up by the server, on a page of its own.
    if (event.target.elements["speaker-name"]?.value) return;
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.field.dispatchEvent(new Event("input"));
    const { choice } = this.speaking ?? {};
    this.#queue({ nonce: nonce(), room: this.line.room, text, ...choice, speaker: this.#speaker(text) });
    this.#keep();
    this.run();
  }

  // As the message will look, by what the page knows.
  #speaker(text) {
    const option = this.speaking?.speaker(text);
    if (!option) return { name: this.form.querySelector(".posting-as b")?.textContent };
    const { color, avatar } = option.dataset;
    return { as: Number(option.value) || null, name: nameOf(option), color, avatar };
  }

  #queue(message) {
    const entry = { message, row: this.talk.addWaiting(message) };
    this.waiting.push(entry);
    setTimeout(() => this.#sayWaiting(entry), soon);
  }

  // Whoever waits is told so, each message for itself, and may think better of it.
  #sayWaiting(entry) {
    if (!this.waiting.includes(entry) || entry.failed) return;
    this.talk.mark(entry.row, "Not sent yet.", [this.#discarding(entry)]);
  }

  #discarding(entry) {
    return ["Discard", () => (this.#done(entry), this.talk.drop(entry.row))];
  }

  #keep() {
    const messages = this.waiting.map(({ message }) => message);
    keep(this.key, messages.length ? JSON.stringify(messages) : "");
  }

  // One after the other, so that they stand in the room in the order they were written.
  async run() {
    if (this.#running) return;
    this.#running = true;
    for (let next; this.line.isReady && (next = this.waiting.find(({ failed }) => !failed)); ) {
      await this.#send(next);
    }
    this.#running = false;
  }

  async #send(entry) {
    const { nonce, room, text, as, shown, ok } = entry.message;
    try {
      const receipt = await this.line.ask("send", { nonce, room, text, as, shown, ok });
      this.#done(entry);
      this.speaking?.said(text);
      if (ok) this.line.mention("presence", { as: this.line.speakingAs() });
      // Sent before a reload, it may stand in the page already.
      if (receipt.seq <= this.line.cursor.seq) this.talk.drop(entry.row);
    } catch (refusal) {
      await this.#refused(entry, refusal);
    }
  }

  async #refused(entry, refusal) {
    if (refusal.temp) {
      this.#sayWaiting(entry);
      return new Promise((resolve) => setTimeout(resolve, refusal.retry ?? 0));
    }
    entry.failed = true;
    const again = refusal.ask
      ? ["Let them speak", () => this.#retry(entry, { as: refusal.ask, shown: undefined, ok: refusal.ask })]
      : ["Try again", () => this.#retry(entry, this.#chosen(refusal))];
    this.talk.mark(entry.row, `Not sent. ${refusal.text ?? ""}`, [again, this.#discarding(entry)], true);
  }

  // Where somebody had to be chosen, whoever stands there now was.
  #chosen({ code }) {
    const isAsking = ["ask_speaker", "bad_speaker"].includes(code);
    return isAsking && this.speaking ? { as: this.speaking.choice.as, shown: undefined } : {};
  }

  #retry(entry, choice) {
    Object.assign(entry.message, choice);
    this.#keep();
    entry.failed = false;
    this.talk.mark(entry.row, "Sending…");
    this.run();
  }

  // The server has it. Its row stays until the message itself comes by, so that nothing flickers.
  #done(entry) {
    this.waiting = this.waiting.filter((other) => other !== entry);
    this.#keep();
  }

  // The message came by, maybe before its answer did.
  arrived(nonce) {
    const entry = this.waiting.find(({ message }) => message.nonce === nonce);
    if (entry) this.#done(entry);
  }
}

// Enter sends, Shift and Enter begins a new line. On a touch screen there is no such pair of keys: Enter begins
// a line there, and the button sends.
export const sendOnEnter = (form) => {
  const field = form.querySelector("textarea");
  const isTouch = matchMedia("(pointer: coarse)");
  field.enterKeyHint = isTouch.matches ? "enter" : "send";
  field.addEventListener("keydown", (event) => {
    if (!isEnter(event) || event.shiftKey || event.ctrlKey || event.metaKey || isTouch.matches) return;
    event.preventDefault();
    form.requestSubmit();
  });
};

// The text in the box outlives a reload, and a look at what was said before.
export const keepDraft = (form, key) => {
  const field = form.querySelector("textarea");
  if (!field.value) field.value = read(key) ?? "";
  field.addEventListener("input", () => keep(key, field.value));
  form.addEventListener("submit", () => keep(key, ""));
};
