// What is read out of a room, in measure: each message while few come, how many while many do; of the line only
// what lasts. What is said faster than it can be heard is said by nobody.

const gathering = 1_000;
const most = 3;
const longest = 200;
// A line that is back before this was not worth a word.
const lasting = 4_000;

export class News {
  #messages = [];
  #isTroubled = false;

  constructor(place) {
    this.place = place;
  }

  message({ name, text }) {
    this.#messages.push(`${name}: ${text.length > longest ? `${text.slice(0, longest)}…` : text}`);
    this.gathering ??= setTimeout(() => this.#tell(), gathering);
  }

  #tell() {
    this.gathering = undefined;
    const messages = this.#messages.splice(0);
    if (messages.length > most) this.#say([`${messages.length} new messages.`]);
    else this.#say(messages);
  }

  state(kind, words) {
    clearTimeout(this.lasting);
    if (kind === "bad") return this.#trouble(words);
    if (kind === "wait") return (this.lasting = setTimeout(() => this.#trouble(words), lasting));
    if (this.#isTroubled) this.#say(["Connected again."]);
    this.#isTroubled = false;
  }

  #trouble(words) {
    this.#isTroubled = true;
    this.#say([words]);
  }

  // New elements are read out though they may say what was said before.
  #say(lines) {
    this.place.replaceChildren(...lines.map((line) => {
      const made = document.createElement("p");
      made.textContent = line;
      return made;
    }));
  }
}
