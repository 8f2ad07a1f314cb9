// The composer grows with its text and shows the preview beside it instead of on a page of its own.

import { isEnter } from "./enter.js";

// Where the browser can size a field by its content, it does; elsewhere the height follows the text.
const grow = (area) => {
  if (CSS.supports("field-sizing", "content")) return;
  area.rows = Math.min(24, Math.max(area.dataset.rows, area.value.split("\n").length + 1));
};

const preview = async (form, into) => {
  const answer = await fetch(form.dataset.preview, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Fragment": "1" },
  });
  if (!answer.ok) throw new Error(answer.status);
  into.innerHTML = await answer.text();
  into.hidden = false;
};

const takePreview = (form, button) => {
  const into = form.querySelector("[data-preview-into]");
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    button.ariaBusy = "true";
    try {
      await preview(form, into);
    } catch {
      into.hidden = false;
      into.textContent = "The preview did not come. Your text is still here; try once more.";
    }
    button.ariaBusy = "false";
  });
};

document.querySelectorAll("form[data-composer]").forEach((form) => {
  form.querySelectorAll("textarea").forEach((area) => {
    area.dataset.rows = area.rows;
    area.addEventListener("input", () => grow(area));
    grow(area);
  });
  const button = form.querySelector("[data-preview-button]");
  if (form.dataset.preview && button) takePreview(form, button);
});

// Enter that ends the composing of a word sends nothing; Safari tells it by its number alone.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

document.addEventListener("keydown", (event) => {
  if (isComposing(event)) return;
  const form = event.target.closest?.("form[data-composer]");
  if (form && isEnter(event) && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
