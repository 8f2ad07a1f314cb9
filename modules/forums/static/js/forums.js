// What a thread's page does beyond its forms: votes without leaving the page, quoting what is selected,
// and a polite line when somebody wrote meanwhile.

const posts = document.querySelector("[data-thread]");

// Votes: the server answers with the form as it is now. Captured, so that it comes before the busy state.
const vote = async (form, button) => {
  const body = new URLSearchParams({ [button.name]: button.value });
  const owner = document.querySelector("input[name=for]");
  if (owner) body.set(owner.name, owner.value);
  const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Fragment": "1" } });
  if (!answer.ok || answer.redirected) throw new Error(answer.status);
  const isUp = button.classList.contains("vote-up");
  form.insertAdjacentHTML("afterend", await answer.text());
  const fresh = form.nextElementSibling;
  form.remove();
  fresh.querySelector(isUp ? ".vote-up" : ".vote-down").focus({ preventScroll: true });
};

document.addEventListener("submit", (event) => {
  // The button may belong to the composer's form, which it takes along where there are no scripts.
  const form = event.submitter?.closest("form.votes");
  if (!form) return;
  event.preventDefault();
  // Without an answer the form goes the plain way, which says what is the matter.
  const plain = document.createElement("input");
  Object.assign(plain, { type: "hidden", name: event.submitter.name, value: event.submitter.value });
  vote(form, event.submitter).catch(() => (form.append(plain), form.submit()));
}, { capture: true });

const isHere = (event) => posts?.dataset.thread === event.key;

document.addEventListener("rowhouse:forums.vote", ({ detail }) => {
  const { number, score, up, down } = detail.body;
  const shown = isHere(detail) && document.querySelector(`#post-${number} .score`);
  if (!shown) return;
  shown.lastChild.textContent = score;
  shown.title = `${up} up, ${down} down`;
});

// What was removed is not shown any longer than on the next page.
const remove = (number) => {
  const post = document.getElementById(`post-${number}`);
  if (!post || post.querySelector(".post-removed")) return;
  const line = Object.assign(document.createElement("p"), {
    className: "post-removed", textContent: "A post was removed.",
  });
  post.querySelectorAll(".post-body, .post-foot").forEach((part) => part.remove());
  post.append(line);
};

document.addEventListener("rowhouse:forums.removed", ({ detail }) => {
  if (isHere(detail)) detail.body.numbers.forEach(remove);
});

// Quoting: with a selection inside the post its text, else the whole post as the server quotes it.
const selected = (post) => {
  const selection = getSelection();
  if (selection.isCollapsed || !post.querySelector(".post-body")?.contains(selection.anchorNode)) return "";
  return selection.toString().trim();
};

// A name is no Markdown.
const plain = (name) => name.replace(/[!-\/:-@[-`{-~]/g, "\\$&");

const insert = (area, text) => {
  const before = area.value.trimEnd();
  area.value = `${before}${before ? "\n\n" : ""}${text}\n\n`;
  area.dispatchEvent(new Event("input", { bubbles: true }));
  area.focus();
  area.setSelectionRange(area.value.length, area.value.length);
};

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quote]");
  const area = document.querySelector("#text");
  const text = link && area && selected(link.closest(".post"));
  if (!text) return;
  event.preventDefault();
  const post = link.closest(".post");
  const name = post.querySelector(".byline-name")?.textContent ?? "";
  const lines = [`**${plain(name)}** in #${post.id.replace("post-", "")}:`, "", ...text.split("\n")];
  insert(area, lines.map((line) => `> ${line}`.trimEnd()).join("\n"));
});

// News: counted, never inserted under somebody's eyes.
const tellNews = (latest) => {
  const count = latest - Number(posts.dataset.last);
  const line = document.querySelector(".thread-news") ?? makeLine();
  line.querySelector("p").textContent = count === 1 ? "1 new post while you read." : `${count} new posts while you read.`;
};

const makeLine = () => {
  const line = document.createElement("div");
  const link = document.createElement("a");
  line.className = "thread-news notice notice-floating";
  line.setAttribute("role", "status");
  link.href = `/forums/thread/${posts.dataset.thread}/unread?after=${posts.dataset.last}`;
  link.className = "button main";
  link.textContent = "Show";
  document.body.append(line);
  line.append(document.createElement("p"), link);
  return line;
};

document.addEventListener("rowhouse:forums.post", ({ detail }) => {
  if (isHere(detail) && detail.body.number > Number(posts.dataset.last)) tellNews(detail.body.number);
});

// What was missed is asked for: the page as it is now says what its events would have said.
document.addEventListener("rowhouse:reset", async () => {
  const answer = posts && await fetch(location.href, { cache: "reload", headers: { "X-Background": "1" } });
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const score of page.querySelectorAll(".post .score")) {
    const shown = document.querySelector(`#${score.closest(".post").id} .score`);
    if (shown) shown.replaceWith(document.adoptNode(score));
  }
  for (const post of page.querySelectorAll(".post:has(.post-removed)")) remove(post.id.replace("post-", ""));
  const latest = Number(page.querySelector("[data-thread]")?.dataset.last);
  if (latest > Number(posts.dataset.last)) tellNews(latest);
});
