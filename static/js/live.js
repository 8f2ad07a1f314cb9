// One stream for the whole browser. The tab that holds the lock listens to /live and tells the others by
// BroadcastChannel: with a stream in each tab, the seventh would hang (six connections to a host).
// Every event becomes a CustomEvent "rowhouse:<topic>" on document; its detail is the event's JSON.
// "rowhouse:reset": too much was missed to be told. Whoever shows what events change asks for it anew.

const channel = new BroadcastChannel("rowhouse-live");
const longest = 30_000;
let pause = 1_000;

const tell = (message) => {
  document.dispatchEvent(new CustomEvent(`rowhouse:${message.topic}`, { detail: message }));
};

// How far this tab has heard: what happens while the next page loads is told to it afterwards.
const heard = "rowhouse-heard";

const hear = (data, id) => {
  const message = JSON.parse(data);
  sessionStorage.setItem(heard, id);
  tell(message);
  channel.postMessage(message);
};

// EventSource comes back by itself after a broken line, but gives up for good after an error status.
const listen = () => {
  const last = sessionStorage.getItem(heard);
  const stream = new EventSource(last ? `/live?after=${last}` : "/live");
  stream.onopen = () => (pause = 1_000);
  stream.onmessage = (event) => hear(event.data, event.lastEventId);
  stream.onerror = () => {
    if (stream.readyState !== EventSource.CLOSED) return;
    setTimeout(listen, pause * (0.5 + Math.random()));
    pause = Math.min(pause * 2, longest);
  };
};

channel.onmessage = (event) => tell(event.data);
const forever = new Promise(() => {});

if (navigator.locks) {
  navigator.locks.request("rowhouse-live", () => (listen(), forever));
} else {
  listen();
}
