// Who is here and who is typing.

import { dress } from "/static/js/avatar.js";

export const keyOf = ({ by, as }) => (as ? `${by}/${as}` : `${by ?? ""}`);

// Puts a speaker into a piece of a template that shows one.
export const fill = (piece, { name, handle = "", pronouns = "", color = "", avatar = "" }) => {
  const set = (selector, text) => {
    const found = piece.querySelector(selector);
    if (found) found.textContent = text;
  };
  set("[data-name]", name);
  set("[data-pronouns]", pronouns);
  set("[data-handle]", handle && handle !== name ? `@${handle}` : "");
  const picture = piece.querySelector(".avatar");
  if (picture) dress(picture, { name, color, picture: avatar });
};

export class People {
  #here = new Map();

  constructor(page) {
    this.list = page.querySelector("[data-people]");
    this.nobody = page.querySelector("[data-nobody]");
    this.window = page.querySelector('.room-list [aria-current="page"] .window');
    this.template = page.querySelector("[data-person-template]").content;
    const { acquainted, blocked } = page.dataset;
    // Nobody can be asked for friendship where there is no such list.
    this.known = acquainted && new Set(`${acquainted} ${blocked}`.split(" ").filter(Boolean).map(Number));
  }

  take({ here, came = [], went = [] }) {
    if (here) this.#here.clear();
    for (const person of here ?? came) this.#here.set(keyOf(person), person);
    for (const person of went) this.#here.delete(keyOf(person));
    this.#show();
  }

  #show() {
    const people = [...this.#here.values()].sort((a, b) => a.name.localeCompare(b.name));
    this.list.replaceChildren(...people.map((person) => this.#row(person)));
    this.nobody.hidden = people.length > 0;
    this.window?.classList.toggle("lit", people.length > 0);
  }

  #row(person) {
    const row = this.template.querySelector("li").cloneNode(true);
    fill(row, person);
    this.#offerFriendship(row.querySelector("[data-ask]"), person);
    return row;
  }

  // An account that is not shown beside its alter is not asked either.
  #offerFriendship(link, { by, as, handle, name }) {
    if (!this.known || this.known.has(by) || (as && !handle)) return link.remove();
    link.href = link.href.replace("who=0", `who=${by}`);
    link.setAttribute("aria-label", `Befriend ${name}`);
  }
}

// Somebody types until five seconds have passed, or they have said it.
export class Typing {
  #names = new Map();

  constructor(place, account) {
    Object.assign(this, { place, account });
  }

  start(who) {
    if (who.by === this.account) return;
    clearTimeout(this.#names.get(keyOf(who))?.timer);
    this.#names.set(keyOf(who), { name: who.name, timer: setTimeout(() => this.stop(who), 5000) });
    this.#show();
  }

  stop(who) {
    clearTimeout(this.#names.get(keyOf(who))?.timer);
    if (this.#names.delete(keyOf(who))) this.#show();
  }

  #show() {
    const names = [...this.#names.values()].map(({ name }) => name);
    this.place.textContent = this.#words(names);
  }

  #words(names) {
    if (names.length === 0) return "";
    if (names.length > 3) return "Several people are typing…";
    return `${new Intl.ListFormat("en").format(names)} ${names.length === 1 ? "is" : "are"} typing…`;
  }
}
