// Puts somebody else into an avatar of the page: a picture, or an initial in their colour.
export const dress = (avatar, { name, color = "", picture = "" }) => {
  avatar.querySelector("img")?.remove();
  if (picture) avatar.prepend(Object.assign(new Image(40, 40), { src: picture, alt: "", decoding: "async" }));
  const initial = avatar.querySelector("text");
  if (initial) initial.textContent = [...name][0]?.toUpperCase() ?? "?";
  paint(avatar.querySelector(".avatar-fill"), "fill", color);
  paint(avatar.querySelector(".avatar-ring"), "stroke", color);
};

const paint = (part, attribute, color) => {
  if (/^[0-9a-f]{6}$/i.test(color)) part?.setAttribute(attribute, `#${color}`);
  else part?.removeAttribute(attribute);
};
