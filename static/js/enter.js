// Enter, pressed to do something: not while an input method composes, when it belongs to that. Safari ends the
// composition before it tells of the key, and then only the key's old number says so.
const composing = 229;

export const isEnter = (event) => event.key === "Enter" && !event.isComposing && event.keyCode !== composing;
