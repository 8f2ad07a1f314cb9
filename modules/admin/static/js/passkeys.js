// data-passkey="get" or "create": asks the browser for a passkey, puts its answer into the hidden field and
// sends the form. data-host: the host that passkeys are for. data-offered: the browser may offer one in the list
// of names and passwords as well.

const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer ?? [])))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const answer = (...buffers) => buffers.map(text).join(".");

const readable = (options) => {
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    list?.forEach((known) => (known.id = bytes(known.id)));
  }
  return options;
};

const ask = {
  get: async (request) => {
    const { rawId, response } = await navigator.credentials.get(request);
    return answer(
      rawId, response.clientDataJSON, response.authenticatorData, response.signature, response.userHandle);
  },
  create: async (request) => {
    const { response } = await navigator.credentials.create(request);
    return answer(response.clientDataJSON, response.attestationObject);
  },
};

const words = (error) => {
  if (error.name === "InvalidStateError") return "This device has a passkey for your account already.";
  if (error.name === "NotAllowedError") return "No passkey was used. You can try again.";
  return "Passkeys don't work here just now. Please try again later, or another way.";
};

class Passkey {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.error = box.querySelector(".field-error");
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => this.run());
    if ("offered" in box.dataset) this.offer();
  }

  async answer(more) {
    this.waiting?.abort(); // a browser waits for one passkey at a time
    const waiting = (this.waiting = new AbortController());
    const response = await fetch(this.box.dataset.options, { method: "POST" });
    if (!response.ok) throw new Error(`${response.status}`);
    const publicKey = readable(await response.json());
    waiting.signal.throwIfAborted();
    return ask[this.box.dataset.passkey]({ publicKey, signal: waiting.signal, ...more });
  }

  async run() {
    this.error.hidden = true;
    // A password is not needed beside a passkey, a name for it is.
    const needsFields = this.box.dataset.passkey === "create";
    if (needsFields && !this.form.reportValidity()) return;
    try {
      this.send(await this.answer());
    } catch (error) {
      this.error.textContent = words(error);
      this.error.hidden = false;
    }
  }

  // Begins anew before the challenge is too old, for as long as the page is open.
  async offer() {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    const again = setTimeout(() => this.offer(), 4 * 60 * 1000);
    try {
      this.send(await this.answer({ mediation: "conditional" }));
    } catch {
      clearTimeout(again); // nobody chose one, or the button took over: the page works without
    }
  }

  send(text) {
    this.box.querySelector("input").value = text;
    this.form.noValidate = true;
    this.form.requestSubmit();
  }
}

// At another address of the site the browser would take none: there the page is as if it had no passkeys.
const boxes = [...document.querySelectorAll("[data-passkey]")];
if (window.PublicKeyCredential && boxes.every((box) => box.dataset.host === location.hostname)) {
  document.querySelectorAll("[data-passkey-missing]").forEach((note) => note.remove());
  boxes.forEach((box) => new Passkey(box));
}
