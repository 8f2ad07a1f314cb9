// The chat over plain HTTP, for networks that let no WebSocket through: an event stream with the same
// cursors, and messages sent through the room's form.

export const streamAddress = (room, { epoch, seq }) =>
  `/rtc/stream?${new URLSearchParams({ room, after: seq, epoch })}`;

// Resolves with the receipt; rejects with the server's refusal.
export const post = async ({ room, nonce, text, as, shown, ok }) => {
  if (!text) return {};
  const answer = await fetch(`/rtc/room/${room}/message`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({
      nonce, body: text, speaker: as ?? "", "speaker-shown": shown ?? "", "speaker-ok": ok ?? "",
    }),
  }).catch(() => undefined);
  if (answer?.status === 403) throw { code: "may_not_speak", text: "You may read along here, but not write." };
  if (!answer?.headers.get("content-type")?.includes("json")) throw { code: "broken", temp: true, retry: 2000 };
  if (!answer.ok) throw await answer.json();
  return answer.json();
};
