import { nameOf, speakingOf } from "/static/js/speaking.js";

// What was written and is not on the server yet. Each message carries a word of its own (a nonce), so that
// sending it twice stores it once; so it is simply sent until the server says that it has it. It outlives a
// reload: sessionStorage keeps it.

const nonce = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export class Outbox {
  #running = false;

  constructor({ key, form, line, talk }) {
    Object.assign(this, { key, form, line, talk, waiting: [] });
    this.field = form.querySelector("textarea");
    this.speaking = speakingOf(form);
    form.addEventListener("submit", (event) => this.#submit(event));
    this.field.addEventListener("keydown", (event) => this.#key(event));
    this.field.addEventListener("input", (event) => {
      if (event.isTrusted) line.mention("typing", { room: line.room });
    });
    form.elements.speaker?.addEventListener("change", () =>
      line.mention("presence", { as: line.speakingAs() }));
  }

  restore() {
    for (const message of JSON.parse(sessionStorage.getItem(this.key) ?? "[]")) this.#queue(message);
  }

  // Enter sends, Shift and Enter begins a new line. While an input method composes, Enter is its own.
  #key(event) {
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #submit(event) {
    // A name that was typed is looked up by the server, on a page of its own.
    if (event.target.elements["speaker-name"]?.value) return;
    event.preventDefault();
    const text = this.field.value.trim();
    if (!text) return;
    this.field.value = "";
    this.field.dispatchEvent(new Event("input"));
    const speaker = this.speaking?.speaker(text);
    const name = speaker && nameOf(speaker);
    this.#queue({ nonce: nonce(), room: this.line.room, text, ...this.speaking?.choice, name });
    this.#keep();
    this.run();
  }

  #queue(message) {
    this.waiting.push({ message, row: this.talk.addWaiting(message) });
  }

  #keep() {
    sessionStorage.setItem(this.key, JSON.stringify(this.waiting.map(({ message }) => message)));
  }

  // One after the other, so that they stand in the room in the order they were written.
  async run() {
    if (this.#running) return;
    this.#running = true;
    for (let next; this.line.isReady && (next = this.waiting.find(({ failed }) => !failed)); ) {
      await this.#send(next);
    }
    this.#running = false;
    for (const { row, failed } of this.waiting) if (!failed) this.talk.mark(row, "Not sent yet.");
  }

  async #send(entry) {
    const { nonce, room, text, as, shown, ok } = entry.message;
    const slow = setTimeout(() => this.talk.mark(entry.row, "Not sent yet."), 800);
    try {
      const receipt = await this.line.ask("send", { nonce, room, text, as, shown, ok });
      this.#done(entry);
      this.speaking?.said(text);
      if (ok) this.line.mention("presence", { as: this.line.speakingAs() });
      // Sent before a reload, it may stand in the page already.
      if (receipt.seq <= this.line.cursor.seq) entry.row.remove();
    } catch (refusal) {
      await this.#refused(entry, refusal);
    } finally {
      clearTimeout(slow);
    }
  }

  async #refused(entry, refusal) {
    if (refusal.temp) {
      this.talk.mark(entry.row, "Not sent yet.");
      return new Promise((resolve) => setTimeout(resolve, refusal.retry ?? 0));
    }
    entry.failed = true;
    const again = refusal.ask
      ? ["Let them speak", () => this.#retry(entry, { as: refusal.ask, shown: undefined, ok: refusal.ask })]
      : ["Try again", () => this.#retry(entry, this.#chosen(refusal))];
    this.talk.mark(entry.row, `Not sent. ${refusal.text ?? ""}`, [
      again, ["Discard", () => (this.#done(entry), entry.row.remove())],
    ]);
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
