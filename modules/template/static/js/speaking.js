// Who would say it, while it is typed: the server is asked once the typing pauses.

const form = document.querySelector("form[data-trial]");
let pause;

const ask = async () => {
  const answer = await fetch(form.action, {
    method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Fragment": "1" },
  }).catch(() => undefined);
  // The button does the same, and says what is the matter.
  if (answer?.ok) form.querySelector("[data-trial-into]").innerHTML = await answer.text();
};

form?.elements.text.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, 200);
});
