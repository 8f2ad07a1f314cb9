// Somebody else fronts: the page comes in again with its new face, as a cross-fade, at the same place.
// Whoever is writing is asked first, and keeps the text.

import { offer } from "./notice.js";

const kept = "rowhouse-kept";
// Without the fragment: with it, the browser would only scroll, and a reload does not fade.
const here = location.pathname + location.search;
let changing = false;
let offered;

const fields = () => [...document.querySelectorAll("form[method=post] textarea, form[method=post] input[type=text]")];

const typing = () => {
  const at = document.activeElement;
  const inForm = at?.matches("textarea, input:not([type=submit]), select, [contenteditable]");
  return inForm || fields().some((field) => field.value !== field.defaultValue);
};

const show = () => {
  const texts = fields().filter((field) => field.id).map((field) => [field.id, field.value]);
  sessionStorage.setItem(kept, JSON.stringify({ at: here, y: scrollY, texts }));
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
  scrollTo({ top: page.y, behavior: "instant" });
};

restore();

document.addEventListener("rowhouse:face", () => {
  if (!typing()) return show();
  offered ??= offer("The site has a new face.", "Show it", show);
});

// Only a change of face fades; every other step through the site stays immediate.
addEventListener("pageswap", (event) => {
  if (!changing) event.viewTransition?.skipTransition();
});
