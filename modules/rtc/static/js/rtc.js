// The room page: what is said appears at once, what could not be sent yet waits and says so. Without this
// script the page shows the latest messages and posts by form.

import { forgetOthers } from "/static/js/unsent.js";
import { Line } from "./line.js";
import { News } from "./news.js";
import { keepDraft, Outbox, sendOnEnter } from "./outbox.js";
import { fetchRoom, lookBack } from "./past.js";
import { People, Typing } from "./people.js";
import { Talk } from "./talk.js";

const page = document.querySelector(".room");

// The latest messages, and everything that comes.
const follow = (room, account, form, talk) => {
  const people = new People(page);
  const typing = new Typing(page.querySelector("[data-typing]"), account);
  const news = new News(page.querySelector("[data-news]"));
  const state = page.querySelector("[data-state]");

  const say = (kind, words, action) => {
    if (state.textContent !== words) state.textContent = words;
    state.dataset.kind = kind;
    state.nextElementSibling?.matches("[data-way]") && state.nextElementSibling.remove();
    if (action) state.after(wayOn(action));
    news.state(kind, words);
  };

  const wayOn = ([name, act]) => {
    const button = Object.assign(document.createElement("button"), {
      type: "button", className: "button quiet small", textContent: name,
    });
    button.dataset.way = "";
    button.addEventListener("click", act);
    return button;
  };

  // More was said than is sent piece by piece: the page itself knows it all.
  const renew = async () => {
    try {
      const now = await fetchRoom(room);
      if (!now) return line.stop("This room is not here for you any more.", ["All rooms", () => location.assign("/rtc/")]);
      talk.renew(now.rows);
      line.resume(now.cursor);
    } catch {
      setTimeout(renew, 2_000);
    }
  };

  const hear = {
    "msg.new": (frame) => {
      if (frame.d.by === account) outbox?.arrived(frame.d.nonce);
      else if (!talk.blocked.has(frame.d.by)) news.message(frame.d);
      typing.stop(frame.d);
      talk.add(frame.seq, frame.d);
    },
    "msg.update": (frame) => talk.revoice(frame.d),
    "msg.gone": (frame) => talk.dropAll(frame.d.by),
    "room.update": (frame) => talk.rename(frame.d),
    "room.close": () => line.stop(
      "This room has been closed. What was said in it is kept.", ["All rooms", () => location.assign("/rtc/")]),
    presence: (frame) => people.take(frame.d),
    typing: (frame) => typing.start(frame.d),
    reset: renew,
  };

  const line = new Line({
    room,
    cursor: { epoch: page.dataset.epoch, seq: Number(page.dataset.head) },
    say,
    // Nobody chosen is nobody named: the server says who it is then.
    speakingAs: () => (form?.elements.speaker?.value ? Number(form.elements.speaker.value) : undefined),
    hear: (frame) => hear[frame.t]?.(frame),
    ready: () => outbox?.run(),
  });

  const outbox = form && new Outbox({ key: `${account}-${room}`, form, line, talk });
  outbox?.restore();
  line.start();
};

if (page) {
  const room = Number(page.dataset.room);
  const account = Number(page.dataset.account) || null;
  const form = page.querySelector("form[data-composer]");
  const talk = new Talk(page);
  forgetOthers(account);
  lookBack(talk);
  if (form) {
    sendOnEnter(form);
    keepDraft(form, `${account}-${room}-draft`);
  }
  if ("live" in page.dataset) follow(room, account, form, talk);
}
