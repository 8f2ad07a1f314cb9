// Words that were not sent yet, kept in this tab for whoever wrote them: through a reload, and not a moment
// longer than they are signed in. What is in the page itself stays there until they leave it.

const prefix = "rowhouse-unsent-";
let isOver = false;

export const read = (key) => (isOver ? null : sessionStorage.getItem(prefix + key));

export const keep = (key, text) => {
  if (isOver) return;
  if (text) sessionStorage.setItem(prefix + key, text);
  else sessionStorage.removeItem(prefix + key);
};

// All but those of one account.
export const forgetOthers = (account) => {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(prefix) && !key.startsWith(`${prefix}${account}-`)) sessionStorage.removeItem(key);
  }
};

export const end = () => {
  forgetOthers(undefined);
  isOver = true;
};

document.addEventListener("rowhouse:session.ended", end);
document.addEventListener("submit", ({ target }) => {
  if (target.getAttribute("action") === "/sign-out") end();
});
// A page for guests: whoever was signed in here is not any more.
if (document.querySelector('.viewer a[href^="/sign-in"]')) forgetOthers(undefined);
