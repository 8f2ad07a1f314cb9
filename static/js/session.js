// The session has ended: signed out elsewhere, or shown out. The page comes in again as a guest's, unless
// somebody is writing in it: they keep their text and are told, and sign in beside it.

import { offer } from "./notice.js";

let leaving = false;
// A form that a script sends leads nowhere.
document.addEventListener("submit", ({ defaultPrevented }) => (leaving ||= !defaultPrevented));

const isWriting = () => document.querySelector("[data-unsent]") !== null
  || [...document.querySelectorAll("form[method=post] textarea")].some((field) => field.value !== field.defaultValue);

const end = () => {
  if (leaving) return;
  if (!isWriting()) return location.reload();
  const door = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
  offer("You are signed out. What you wrote is still here: sign in beside it, then send it.", "Sign in", () => open(door, "_blank"));
};

// A moment later: signing out by this very page comes first.
document.addEventListener("rowhouse:session.ended", () => setTimeout(end, 300));
