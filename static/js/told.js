// A friend has switched. The event names nobody: the page asks, so that what was hidden meanwhile stays hidden.

import { offer } from "./notice.js";

document.addEventListener("rowhouse:template.notice", async () => {
  const answer = await fetch("/account/notices/latest", { headers: { "X-Background": "1" } });
  const text = answer.ok ? (await answer.text()).trim() : "";
  if (text) offer(text, "See all", () => location.assign("/account/notices"));
});
