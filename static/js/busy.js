// A form that is on its way says so, and a second click does not send it twice. Scripts that take a form
// over call preventDefault; coming back from the page cache makes it ready again.

const buttons = () => document.querySelectorAll('form[method="post"] button[aria-busy="true"]');

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post" || !event.submitter) return;
  if (event.submitter.ariaBusy === "true") return event.preventDefault();
  event.submitter.ariaBusy = "true";
});

addEventListener("pageshow", () => buttons().forEach((button) => button.removeAttribute("aria-busy")));
