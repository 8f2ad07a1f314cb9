// The room page: what is said appears at once, what could not be sent yet waits and says so. Without this
// script the page shows the latest messages and posts by form.

import { Line } from "./line.js";
import { Outbox } from "./outbox.js";
import { People, Typing } from "./people.js";
import { Talk } from "./talk.js";

const page = document.querySelector(".room[data-live]");

if (page) {
  const room = Number(page.dataset.room);
  const account = Number(page.dataset.account) || null;
  const form = page.querySelector("form[data-composer]");
  const talk = new Talk(page);
  const people = new People(page);
  const typing = new Typing(page.querySelector("[data-typing]"), account);
  const state = page.querySelector("[data-state]");

  const say = (kind, words) => {
    if (state.textContent !== words) state.textContent = words;
    state.dataset.kind = kind;
  };

  const hear = {
    "msg.new": (frame) => {
      if (frame.d.by === account) outbox?.arrived(frame.d.nonce);
      typing.stop(frame.d);
      talk.add(frame.seq, frame.d);
    },
    "msg.update": (frame) => talk.revoice(frame.d),
    "msg.gone": (frame) => talk.drop(frame.d.by),
    "room.update": (frame) => talk.rename(frame.d),
    "room.close": () => line.stop("This room has been closed. What was said in it is kept."),
    presence: (frame) => people.take(frame.d),
    typing: (frame) => typing.start(frame.d),
    // More was said than is sent piece by piece: the page itself knows it all.
    reset: () => location.reload(),
  };

  const line = new Line({
    room,
    cursor: { epoch: page.dataset.epoch, seq: Number(page.dataset.head) },
    say,
    speakingAs: () => Number(form?.elements.speaker?.value) || null,
    hear: (frame) => hear[frame.t]?.(frame),
    ready: () => outbox?.run(),
  });

  const outbox = form && new Outbox({ key: `rowhouse-unsent-${account}-${room}`, form, line, talk });
  outbox?.restore();
  line.start();
}
