// Somebody else fronts: the page comes in again with its new face, as a cross-fade, at the same place.
// Whoever is writing, has marked some words or goes through the page by keyboard, as readers of screens do, is
// asked first, and keeps text and place. So is whoever chose “Ask me first”. Whoever sees no change is left alone.

import { offer } from "./notice.js";

const kept = "rowhouse-kept";
// Without the fragment: with it, the browser would only scroll, and a reload does not fade.
const here = location.pathname + location.search;
let changing = false;
let offered;

const fields = () => [...document.querySelectorAll("form[method=post] textarea, form[method=post] input[type=text]")];

// What was chosen, not what a page shows by itself: who speaks usually may be another one on the next.
const choices = () => [...document.querySelectorAll("form[method=post] select, form[method=post] [type=checkbox]")];
const isBox = (field) => field.type === "checkbox";
const standard = (select) => [...select.options].find((option) => option.defaultSelected) ?? select.options[0];
const isChosen = (field) => (isBox(field)
  ? field.checked !== field.defaultChecked
  : field.value !== standard(field)?.value);
const chosen = (field) => (isBox(field) ? field.checked : field.value);

const choose = (field, value) => {
  if (isBox(field)) field.checked = value;
  else if ([...field.options].some((option) => option.value === value)) field.value = value;
  field.dispatchEvent(new Event("change", { bubbles: true }));
};

const typing = () => {
  const at = document.activeElement;
  const inForm = at?.matches("textarea, input:not([type=submit]), select, [contenteditable]");
  return inForm || fields().some((field) => field.value !== field.defaultValue);
};

const reading = () => {
  const at = document.activeElement;
  const isUnderway = at && at !== document.body && at.matches(":focus-visible");
  return isUnderway || !(getSelection()?.isCollapsed ?? true);
};

const show = () => {
  const texts = fields().filter((field) => field.id).map((field) => [field.id, field.value]);
  const picked = choices().filter((field) => field.id && isChosen(field)).map((field) => [field.id, chosen(field)]);
  sessionStorage.setItem(kept, JSON.stringify({ at: here, y: scrollY, texts, picked }));
  changing = true;
  location.replace(here);
};

const restore = () => {
  const page = JSON.parse(sessionStorage.getItem(kept) ?? "null");
  sessionStorage.removeItem(kept);
  if (page?.at !== here) return;
  for (const [id, text] of page.texts) {
    const field = document.getElementById(id);
    if (field && field.value !== text) field.value = text;
  }
  for (const [id, value] of page.picked ?? []) {
    const field = document.getElementById(id);
    if (field) choose(field, value);
  }
  scrollTo({ top: page.y, behavior: "instant" });
};

const asks = () => document.querySelector("meta[name=face]")?.dataset.asks !== undefined;

const mark = (page) => page.querySelector("meta[name=face]")?.content;

// Asks for the page past the browser's cache, which then holds the new one. A guest's page may be a second
// old at the server too, and a busy server takes longer to see a new face: hence a few tries, less and less
// often. What stays the same after them is the same for this viewer.
const changed = async (tries) => {
  for (let pause = 300, left = tries; left > 0; pause *= 2, left -= 1) {
    const answer = await fetch(here, { cache: "reload", headers: { "X-Background": "1" } });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mark(page) !== mark(document)) return true;
    if (left > 1) await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return false;
};

restore();

const follow = async (tries) => {
  if (mark(document) === undefined || !(await changed(tries))) return;
  if (!asks() && !typing() && !reading()) return show();
  offered ??= offer("The site has a new face.", "Show it", show);
};

document.addEventListener("rowhouse:face", () => follow(5));
document.addEventListener("rowhouse:reset", () => follow(1));
// One's own front, for those who wear its face: told to nobody else, and no cache lies between.
document.addEventListener("rowhouse:front", () => follow(1));

// Only a change of face fades; every other step through the site stays immediate.
addEventListener("pageswap", (event) => {
  if (!changing) event.viewTransition?.skipTransition();
});
