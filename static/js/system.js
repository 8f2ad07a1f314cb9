// Something of a system has been hidden: a page that shows it comes in again without.

document.addEventListener("rowhouse:system", (event) => {
  const shown = document.querySelector("meta[name=system]")?.content;
  if (shown && shown === event.detail.key) location.reload();
});
