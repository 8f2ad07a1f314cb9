// Somebody switched elsewhere: what this page says about the front comes in again, unless somebody is in the
// middle of saying something here.

const part = () => document.querySelector("[data-front]");

const isTouched = (field) => {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return [...field.options].some((option) => option.selected !== option.defaultSelected && option.index > 0);
  return field.value !== field.defaultValue;
};

const isBusy = () => [...part().querySelectorAll("input:not([type=hidden]), select, textarea")].some(isTouched);

const ask = async () => {
  if (isBusy()) return;
  const answer = await fetch(location.href, { cache: "reload", headers: { "X-Background": "1" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const next = page.querySelector("[data-front]");
  if (next && !isBusy()) part().replaceWith(document.adoptNode(next));
};

for (const topic of ["front", "reset"]) document.addEventListener(`rowhouse:${topic}`, ask);
