// Notices can be put away; the button exists only where this script does.

const close = (button) => {
  const notice = button.closest(".notice");
  const next = notice.nextElementSibling?.querySelector("[data-dismiss]") ?? document.querySelector("#main");
  notice.remove();
  next?.focus();
};

document.querySelectorAll("[data-dismiss]").forEach((button) => (button.hidden = false));

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-dismiss]");
  if (button) close(button);
});

// A notice with one thing to do, over the page and out of its flow. Said politely, never taking the focus.
export const offer = (text, action, act) => {
  const notice = Object.assign(document.createElement("div"), { className: "notice notice-floating" });
  const words = Object.assign(document.createElement("p"), { textContent: text });
  const go = Object.assign(document.createElement("button"), {
    type: "button", className: "button main", textContent: action,
  });
  const later = Object.assign(document.createElement("button"), {
    type: "button", className: "button quiet", textContent: "Later",
  });
  go.addEventListener("click", act);
  later.addEventListener("click", () => notice.remove());
  notice.setAttribute("role", "status");
  document.body.append(notice);
  notice.append(words, go, later);
  return notice;
};
