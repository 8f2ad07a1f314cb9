// The list of messages: adds what arrives, keeps the reader where they were, says the time in their own.

import { fill, keyOf } from "./people.js";

const pause = 5 * 60_000;
const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const long = new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" });
const dayName = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "long", year: "numeric" });

const element = (tag, className, text = "") => Object.assign(document.createElement(tag), {
  className, textContent: text,
});

const button = (text, act) => {
  const made = Object.assign(element("button", "button quiet small", text), { type: "button" });
  made.addEventListener("click", act);
  return made;
};

const before = (row) => {
  const last = row.previousElementSibling;
  return last?.matches(".message") ? last : undefined;
};

const timeOf = (row) => Number(row.dataset.at);
const dayOf = (at) => new Date(at).toDateString();

const showTime = (row) => {
  const time = row.querySelector("time");
  time.dateTime = new Date(timeOf(row)).toISOString();
  time.textContent = clock.format(timeOf(row));
  time.title = long.format(timeOf(row));
};

export class Talk {
  constructor(page) {
    this.list = page.querySelector("[data-messages]");
    this.template = page.querySelector("[data-message-template]").content;
    this.account = Number(page.dataset.account);
    this.title = page.querySelector("h1");
    this.reposts = "reposts" in page.dataset;
    this.moderates = "moderates" in page.dataset;
    this.blocked = new Set(page.dataset.blocked.split(" ").filter(Boolean).map(Number));
    this.topic = page.querySelector("[data-topic]");
    this.list.querySelectorAll(".message").forEach(showTime);
    this.#scrollDown();
    this.#keepReading();
  }

  add(seq, message) {
    if (this.list.querySelector(`[data-seq="${seq}"]`)) return;
    const reads = !this.atEnd;
    this.drop(this.list.querySelector(`[data-nonce="${CSS.escape(message.nonce)}"]`));
    const last = this.#last;
    const row = this.#row(message);
    row.dataset.seq = seq;
    row.querySelector("[data-body]").innerHTML = message.html;
    if (this.blocked.has(message.by)) this.#fold(row);
    showTime(row);
    if (!last || dayOf(timeOf(last)) !== dayOf(message.at)) this.#insert(this.#dayLine(message.at));
    this.#insert(row);
    this.#join(row, row.nextElementSibling);
    this.#offerBlock(row, message.by);
    this.#offerAccount(row, message.by);
    this.#offerRepost(row, message);
    if (reads) this.#offerEnd();
    else this.#scrollDown();
  }

  // A message that the server does not have yet.
  addWaiting({ nonce, text, speaker = {} }) {
    const row = this.#row({ ...speaker, name: speaker.name ?? "You", by: this.account, at: Date.now() });
    row.querySelectorAll(".message-block").forEach((link) => link.remove());
    row.classList.add("waiting");
    Object.assign(row.dataset, { nonce, unsent: "" });
    const body = row.querySelector("[data-body]");
    body.replaceChildren(element("p", "rtc-plain", text));
    this.list.querySelector("[data-nothing]")?.remove();
    this.list.insertBefore(row, this.list.querySelector(".rtc-end"));
    this.#join(row);
    this.#scrollDown();
    return row;
  }

  // It stands here as a message, or not at all.
  drop(row) {
    const next = row?.nextElementSibling;
    row?.remove();
    this.#join(next);
  }

  // Says under a message how it stands with it.
  mark(row, words, actions = [], isFailed = false) {
    row.querySelector(".rtc-wait")?.remove();
    row.classList.toggle("failed", isFailed);
    const line = element("p", "rtc-wait", words);
    if (isFailed) line.setAttribute("role", "status");
    line.append(...actions.map(([name, act]) => button(name, act)));
    row.querySelector(".message-main").append(line);
    if (this.atEnd) this.#scrollDown();
  }

  // A moderator took away everything that somebody said, whoever they spoke as.
  dropAll(author) {
    const said = `:is([data-who="${author}"], [data-who^="${author}/"]):not(.waiting)`;
    this.list.querySelectorAll(said).forEach((row) => this.drop(row));
  }

  // Another voice of the same account has said it.
  revoice({ of, ...speaker }) {
    const row = this.list.querySelector(`[data-seq="${of}"]`);
    if (!row) return;
    fill(row, speaker);
    row.dataset.who = keyOf(speaker);
    this.#join(row, row.nextElementSibling);
  }

  // What was said before what stands here. The reader stays where they are.
  prepend(rows) {
    const { scrollHeight, scrollTop } = this.list;
    this.list.querySelector(".rtc-older:has([data-older])")?.remove();
    const first = this.list.firstElementChild;
    const day = [...rows].reverse().find((row) => row.matches(".day-line"))?.dataset.day;
    if (first?.matches(".day-line") && first.dataset.day && first.dataset.day === day) first.remove();
    const next = this.list.firstElementChild;
    this.list.prepend(...rows);
    rows.filter((row) => row.matches(".message")).forEach(showTime);
    this.#join(next);
    this.list.scrollTop = scrollTop + this.list.scrollHeight - scrollHeight;
    this.list.focus({ preventScroll: true });
  }

  // What the page shows now, in place of what stood here. What waits goes on waiting, and whoever reads further
  // up stays by what they read, if it is still there.
  renew(rows) {
    const [anchor, top] = this.#readingPlace();
    const wasAtEnd = this.atEnd;
    const waiting = [...this.list.querySelectorAll(".waiting")];
    this.more = undefined;
    this.list.replaceChildren(...rows);
    rows.filter((row) => row.matches(".message")).forEach(showTime);
    this.list.querySelector(".rtc-end").before(...waiting);
    this.#join(waiting[0]);
    if (wasAtEnd) return this.#scrollDown();
    const row = anchor && this.list.querySelector(`[data-seq="${anchor}"]`);
    this.list.scrollTop = row ? row.offsetTop - top : 0;
    this.#offerEnd();
  }

  // The first message that can be seen, and how far it stands below the edge.
  #readingPlace() {
    const row = [...this.list.querySelectorAll(".message[data-seq]")]
      .find(({ offsetTop, offsetHeight }) => offsetTop + offsetHeight > this.list.scrollTop);
    return row ? [row.dataset.seq, row.offsetTop - this.list.scrollTop] : [];
  }

  rename({ name, topic }) {
    this.title.textContent = name;
    if (this.topic) this.topic.textContent = topic;
  }

  #insert(row) {
    this.list.querySelector("[data-nothing]")?.remove();
    this.list.insertBefore(row, this.list.querySelector(".waiting, .rtc-end"));
  }

  #row(message) {
    const row = this.template.querySelector(".message").cloneNode(true);
    fill(row, message);
    row.dataset.who = keyOf(message);
    row.dataset.at = message.at;
    return row;
  }

  get #last() {
    return [...this.list.querySelectorAll(".message:not(.waiting)")].at(-1);
  }

  // What somebody wrote whom the reader has blocked is there for them to open.
  #fold(row) {
    const folded = element("details", "folded");
    const body = row.querySelector("[data-body]");
    body.replaceWith(folded);
    folded.append(element("summary", "", "You blocked this person. Show"), body);
  }

  #offerBlock(row, author) {
    const link = row.querySelector("[data-block]");
    if (author === this.account || row.classList.contains("run")) return link?.remove();
    if (link) link.href = `/account/blocked?who=${author}`;
  }

  #offerAccount(row, author) {
    const link = row.querySelector("[data-moderate]");
    if (!this.moderates || row.classList.contains("run")) return link?.remove();
    if (link) link.href = `/admin/users/${author}`;
  }

  // For ten minutes, and after them the server says no.
  #offerRepost(row, { by, mid }) {
    const link = row.querySelector("[data-repost]");
    if (!this.reposts || by !== this.account) return link?.remove();
    if (link) link.href = `/rtc/message/${mid}/repost`;
  }

  // Whether each of these goes on where the one before it ended.
  #join(...rows) {
    for (const row of rows) {
      if (row?.matches(".message")) row.classList.toggle("run", this.#follows(row, before(row)));
    }
  }

  #follows(row, last) {
    return last?.dataset.who === row.dataset.who && timeOf(row) - timeOf(last) < pause
      && dayOf(timeOf(last)) === dayOf(timeOf(row));
  }

  #dayLine(at) {
    const line = element("li", "day-line");
    line.append(element("span", "", dayOf(at) === dayOf(Date.now()) ? "Today" : dayName.format(at)));
    return line;
  }

  #scrollDown() {
    this.list.scrollTop = this.list.scrollHeight;
    this.atEnd = true;
    this.more?.remove();
    this.more = undefined;
  }

  // Whoever reads further up stays there and is told.
  #offerEnd() {
    if (this.more) return;
    this.more = element("li", "rtc-more-below");
    this.more.append(button("New messages below", () => this.#scrollDown()));
    this.list.append(this.more);
  }

  #keepReading() {
    this.list.addEventListener("scroll", () => {
      const { scrollHeight, scrollTop, clientHeight } = this.list;
      this.atEnd = scrollHeight - scrollTop - clientHeight < 80;
      if (this.atEnd && this.more) this.#scrollDown();
    });
    new ResizeObserver(() => this.atEnd && this.#scrollDown()).observe(this.list);
  }
}
