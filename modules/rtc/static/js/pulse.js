// Whether anybody is at the other end. A line that has died says nothing, so it is asked: of a page that is looked
// at nobody should read "Connected" for longer than it is true.

const silence = () => (document.hidden ? 30_000 : 6_000);
const patience = 4_000;

export class Pulse {
  #timer;

  constructor({ ask, dead }) {
    Object.assign(this, { askNow: ask, dead });
  }

  // Something came; after a while of silence it is asked again.
  heard() {
    this.#in(silence(), () => this.ask());
  }

  ask() {
    this.askNow();
    this.expect(patience);
  }

  // Without a word within that time the line is taken for dead.
  expect(milliseconds) {
    this.#in(milliseconds, () => this.dead());
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #in(milliseconds, act) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(act, milliseconds);
  }
}
