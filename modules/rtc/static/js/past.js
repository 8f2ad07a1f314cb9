// What was said before, fetched into the page: whoever looks back loses neither their place nor their words.

const fetchPage = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return answer.ok ? page.querySelector(".room") : undefined;
};

// The room as it is now, and how far it knows it; nothing where there is none any more.
export const fetchRoom = async (room) => {
  const page = await fetchPage(`/rtc/room/${room}`);
  return page && {
    rows: [...page.querySelector("[data-messages]").children],
    cursor: { epoch: page.dataset.epoch, seq: Number(page.dataset.head) },
  };
};

export const lookBack = (talk) => {
  talk.list.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-older]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (link.ariaBusy === "true") return;
    link.ariaBusy = "true";
    try {
      const page = await fetchPage(link.href);
      talk.prepend([...page.querySelectorAll("[data-messages] > :not(.rtc-end, [data-newer])")]);
    } catch {
      location.assign(link.href);
    }
  });
};
