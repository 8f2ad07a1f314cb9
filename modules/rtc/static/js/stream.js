// The chat over plain HTTP, for networks that let no WebSocket through: an event stream with the same cursors, and
// messages sent through the room's form. One tab holds the stream for all, because a browser opens six connections
// to a host and the seventh page would hang: it asks which rooms the others show, and tells them what it hears.

const tab = [...crypto.getRandomValues(new Uint32Array(2))].join("-");
const name = "rowhouse-chat";
const longest = 30_000;
// As long as the other tabs have to say what they show.
const gathering = 200;

const address = (places) => {
  const rooms = new Map();
  for (const { room, seq } of places) rooms.set(room, Math.min(seq, rooms.get(room) ?? seq));
  const list = [...rooms].map(([room, seq]) => `${room}:${seq}`).join(",");
  return `/rtc/stream?${new URLSearchParams({ rooms: list, epoch: places[0].epoch })}`;
};

export class SharedStream {
  #channel = new BroadcastChannel(name);
  #ending = new AbortController();
  #places = new Map();
  #pause = 500;

  // `place` says where this tab stands: its room, and the last number and the epoch that it has.
  constructor({ place, hear, opened, lost }) {
    Object.assign(this, { place, tell: hear, opened, lost });
    this.#channel.onmessage = ({ data }) => this.#told(data);
    addEventListener("pagehide", this.#leave, { signal: this.#ending.signal });
    if (navigator.locks) this.#queue();
    else this.#lead();
    this.want();
  }

  // This tab shows a room, or has missed something of it.
  want() {
    if (this.leads) this.#gather();
    else this.#say("want");
  }

  close() {
    this.#leave();
    this.#ending.abort();
    this.resign?.();
    clearTimeout(this.timer);
    this.stream?.close();
    this.#channel.close();
  }

  #leave = () => this.#say("bye");

  #say(kind, more = {}) {
    this.#channel.postMessage({ kind, tab, ...more });
  }

  #told({ kind, tab: other, ...data }) {
    if (kind === "frame") return this.#hear(data.frame);
    if (kind === "opened") return this.opened();
    if (kind === "lost") return this.lost();
    if (kind === "who") return this.#say("here", { place: this.place() });
    if (!this.leads) return;
    if (kind === "here") this.#places.set(other, data.place);
    else this.#gather();
  }

  #hear(frame) {
    if (!frame.room || frame.room === this.place().room) this.tell(frame);
  }

  #queue() {
    navigator.locks.request(name, { signal: this.#ending.signal }, () => {
      this.#lead();
      return new Promise((resolve) => (this.resign = resolve));
    }).catch(() => {});  // closed before its turn came
  }

  // Without locks each tab leads itself, and tells nobody.
  #lead() {
    this.leads = true;
    this.#gather();
  }

  // Who was there before may be gone, and who is there has read on: all are asked anew.
  #gather() {
    clearTimeout(this.timer);
    this.#places.clear();
    if (navigator.locks) this.#say("who");
    this.timer = setTimeout(() => this.#listen(), navigator.locks ? gathering : 0);
  }

  #listen() {
    this.stream?.close();
    const stream = new EventSource(address([this.place(), ...this.#places.values()]));
    this.stream = stream;
    stream.onopen = () => this.#opened();
    stream.onmessage = ({ data }) => this.#pass(JSON.parse(data));
    stream.onerror = () => this.#lost(stream);
  }

  #opened() {
    this.#pause = 500;
    this.opened();
    this.#share("opened");
  }

  #pass(frame) {
    this.#hear(frame);
    this.#share("frame", { frame });
  }

  // Each time it begins anew it begins where the tabs stand.
  #lost(stream) {
    stream.close();
    this.lost();
    this.#share("lost");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#gather(), this.#pause * (0.5 + Math.random()));
    this.#pause = Math.min(2 * this.#pause, longest);
  }

  #share(kind, more) {
    if (navigator.locks) this.#say(kind, more);
  }
}

// Resolves with the receipt; rejects with the server's refusal.
export const post = async ({ room, nonce, text, as, shown, ok }) => {
  const answer = await fetch(`/rtc/room/${room}/message`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({
      nonce, body: text, speaker: as ?? "", "speaker-shown": shown ?? "", "speaker-ok": ok ?? "",
    }),
  }).catch(() => undefined);
  if (!answer?.headers.get("content-type")?.includes("json")) throw { code: "broken", temp: true, retry: 2000 };
  if (!answer.ok) throw await answer.json();
  return answer.json();
};
