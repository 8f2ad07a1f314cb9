// Says above a text who is about to speak while it is typed. What counts is decided by the server, by the
// same rule: a backslash before tags, tags before what was chosen, the longest tags first.

import { dress } from "./avatar.js";

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
const characters = (text) => [...segmenter.segment(text.normalize())].map(({ segment }) => segment);

// Tags have at most a hundred characters a side: of a long text, more than its ends need not be looked at.
const enough = 2000;
// Any blank is a blank, and a variation selector makes an emoji no other one.
const asInTags = (character, isExact) => {
  const bare = character.replace(/[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]/gu, "") || character;
  if (/^[^\S\n\r]$/.test(bare)) return " ";
  return isExact ? bare : bare.toLowerCase();
};
const isSame = (one, other, isExact) => asInTags(one, isExact) === asInTags(other, isExact);

const isBetween = (text, { prefix, suffix }, isExact) => {
  const ends = text.length > 2 * enough ? text.slice(0, enough) + text.slice(-enough) : text;
  const all = characters(ends);
  if (prefix.length + suffix.length > all.length) return false;
  return prefix.every((character, place) => isSame(character, all[place], isExact))
    && suffix.every((character, place) => isSame(character, all.at(place - suffix.length), isExact));
};

// Quotes around a text are somebody else's words: tags don't look at them.
const isQuote = (line) => /^ {0,3}>/.test(line);
const isAttribution = (line) => /^\*\*.*\*\* in #.*:\s*$/.test(line);
const quotedLines = (lines, isName) => {
  let [count, end] = [0, 0];
  for (; count < lines.length; count += 1) {
    if (isQuote(lines[count])) end = count + 1;
    else if (lines[count].trim() && !isName(count)) break;
  }
  while (end > 0 && end < lines.length && !lines[end].trim()) end += 1;
  return end;
};
const own = (text) => {
  if (!text.includes(">")) return text;
  const lines = text.split("\n");
  const first = quotedLines(lines, (place) => isAttribution(lines[place]) && isQuote(lines[place + 1] ?? ""));
  const rest = lines.slice(first);
  const body = rest.slice(0, rest.length - quotedLines([...rest].reverse(), () => false)).join("\n");
  if (body.trim()) return body;
  return isAttribution((lines.find((line) => line.trim()) ?? "").replace(/^[> ]+/, "")) ? "" : text;
};

const tagsOf = (option) => JSON.parse(option.dataset.tags ?? "[]").map(([prefix, suffix]) => ({
  option, prefix: characters(prefix.trimStart()), suffix: characters(suffix.trimEnd()),
}));

export class Speaking {
  constructor(form) {
    this.place = form.querySelector("[data-voices]");
    this.select = form.elements.speaker;
    this.shown = form.elements["speaker-shown"];
    this.line = form.querySelector("[data-tagged]");
    this.area = form.querySelector("textarea:not([readonly])");
    this.isExact = "exact" in this.place.dataset;
    this.isLatching = "latching" in this.place.dataset;
    this.tags = [...this.select.options].flatMap(tagsOf)
      .sort((a, b) => b.prefix.length + b.suffix.length - a.prefix.length - a.suffix.length);
    this.select.addEventListener("change", () => this.show());
    this.area?.addEventListener("input", () => this.show());
    this.show();
  }

  // What the text says by itself: an option, "once", "unlatched", or nothing.
  read(text) {
    const raw = own(text);
    const line = raw.trim();
    if (line.startsWith("\\\\")) return "unlatched";
    if (line.startsWith("\\")) return "once";
    return this.tags.find((tags) => isBetween(line, tags, this.isExact)
      || (line.length < enough && this.#isOnly(raw, tags)))?.option;
  }

  // Nothing but the tags, with the blanks that belong to them.
  #isOnly(raw, { prefix, suffix }) {
    const begun = prefix.length ? raw.trimStart() : raw;
    const whole = suffix.length ? begun.trimEnd() : begun;
    const all = characters(whole);
    return isBetween(whole, { prefix, suffix }, this.isExact)
      && !all.slice(prefix.length, all.length - suffix.length).join("").trim();
  }

  get account() { return [...this.select.options].find(({ value }) => value === "0"); }

  // Whoever would speak now.
  speaker(text = this.area?.value ?? "") {
    const said = this.read(text);
    if (said instanceof HTMLOptionElement) return said;
    return said ? this.account : this.select.selectedOptions[0];
  }

  show() {
    const said = this.read(this.area?.value ?? "");
    const option = this.speaker();
    this.#say(this.#words(said));
    this.place.toggleAttribute("data-overruled", Boolean(said) && option !== this.select.selectedOptions[0]);
    const { color, avatar: picture } = option.dataset;
    dress(this.place.querySelector(".avatar"), { name: nameOf(option), color, picture });
  }

  #words(said) {
    if (said === "once") return "Your account says this once.";
    if (said === "unlatched") return this.isLatching ? "Your account says this, and goes on." : "Your account says this once.";
    return said ? `By its tags it is ${nameOf(said)}’s.` : "";
  }

  // Read out only when it changes.
  #say(words) {
    if (this.line.textContent !== words) this.line.textContent = words;
  }

  // What goes along with a text.
  get choice() {
    const number = (text) => (text === "" ? undefined : Number(text));
    return { as: number(this.select.value), shown: number(this.shown.value) };
  }

  // Where the last who spoke goes on speaking, the page goes along.
  said(text) {
    if (!this.isLatching) return this.show();
    const said = this.read(text);
    if (said !== "once") {
      const { value } = this.speaker(text);
      const isAnother = this.select.value !== value;
      this.select.value = this.shown.value = value;
      if (isAnother) this.select.dispatchEvent(new Event("change"));
    }
    this.show();
  }
}

export const nameOf = (option) => option.textContent.replace(/ \(private\)$/, "");

// The forms of forums and chat; chat takes its own along.
const known = new WeakMap();
export const speakingOf = (form) => {
  if (!form?.querySelector("[data-voices]")) return undefined;
  if (!known.has(form)) known.set(form, new Speaking(form));
  return known.get(form);
};

document.querySelectorAll("form").forEach(speakingOf);
