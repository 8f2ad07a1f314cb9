// The editor of a face: colours show in the sample while they are chosen, and the numbers follow. Without
// this the page does the same, at each saving.

const form = document.querySelector("[data-design]");
const hex = /^#[0-9a-f]{6}$/;

const clean = (text) => {
  const digits = text.trim().toLowerCase().replace(/^#/, "");
  if (/^[0-9a-f]{3}$/.test(digits)) return "#" + [...digits].map((digit) => digit + digit).join("");
  return "#" + digits;
};

const paint = (side, name, color) =>
  document.querySelector(`.sample-${side}`)?.style.setProperty(name, color);

const field = (key) => document.getElementById(key);
const picker = (key) => form.querySelector(`[data-picks="${CSS.escape(key)}"]`);

// What is typed: into the sample and the picker, if it is a colour yet.
const take = (input) => {
  const color = clean(input.value);
  const isColor = hex.test(color);
  input.ariaInvalid = isColor ? null : "true";
  if (!isColor) return;
  picker(input.id).value = color;
  paint(input.dataset.side, `--${input.dataset.token}`, color);
};

const measures = form?.querySelector("[data-measures]");
let waiting;
let asked = 0;

const measure = async () => {
  const turn = (asked += 1);
  const answer = await fetch(form.dataset.measure, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Fragment": "1" },
  });
  // An answer that was overtaken says nothing any more.
  if (!answer.ok || turn !== asked) return;
  const open = [...measures.querySelectorAll("details")].map((details) => details.open);
  measures.innerHTML = await answer.text();
  measures.querySelectorAll("details").forEach((details, index) => (details.open = open[index] ?? false));
  measures.querySelectorAll("[data-derived]").forEach((data) =>
    paint(data.dataset.side, data.dataset.derived, data.value));
};

const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => measure().catch(() => {}), 150);
};

form?.addEventListener("input", ({ target }) => {
  if (target.dataset.picks) {
    field(target.dataset.picks).value = target.value;
    take(field(target.dataset.picks));
  } else if (target.dataset.token) {
    take(target);
  } else {
    return;
  }
  soon();
});

form?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-take]");
  if (!button) return;
  event.preventDefault();
  const [key, color] = button.value.split("=");
  field(key).value = color;
  take(field(key));
  soon();
  field(key).focus();
});
