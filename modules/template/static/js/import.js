// How far an import is, twice a second; when its state changes, the page is shown anew.
const place = document.querySelector("[data-import]");

async function look() {
  const answer = await fetch(place.dataset.import, { headers: { Accept: "application/json" } });
  if (!answer.ok) return location.reload();
  const { state, done, total } = await answer.json();
  if (state !== place.dataset.state) return location.reload();
  if (total) {
    const bar = place.querySelector("progress");
    bar.max = total;
    bar.value = done;
  }
  setTimeout(tryToLook, 500);
}

function tryToLook() {
  look().catch(() => setTimeout(tryToLook, 2000));
}

if (place) tryToLook();
