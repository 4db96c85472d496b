const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  send: "M4 12 3 4.5c-.1-.9.8-1.5 1.6-1.1l16 7.7c.8.4.8 1.5 0 1.9l-16 7.7c-.8.4-1.7-.3-1.6-1.1L4 12zm0 0h8",
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  down: "M6 9l6 6 6-6",
  slash: "M15.5 5l-7 14",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 6l-6 6 6 6M4 12h9c4 0 7 2.5 7 7",
  more: "M5.5 12h.01M12 12h.01M18.5 12h.01",
  edit: "M4 20l1-4.5L16 4.5a1.8 1.8 0 0 1 2.6 0l.9.9a1.8 1.8 0 0 1 0 2.6L8.5 19 4 20zM14 7l3 3",
  remove: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  copy: "M9 9h10v11H9zM6 15H5V4h10v2",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  attach: "M20 11.5l-8 8a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L9.8 17.3a1.7 1.7 0 0 1-2.4-2.4l7.6-7.6",
  spark: "M12 4l1.8 6.2L20 12l-6.2 1.8L12 20l-1.8-6.2L4 12l6.2-1.8zM19 3v4M17 5h4",
  forward: "M14 6l6 6-6 6M20 12h-9c-4 0-7 2.5-7 7",
  check: "M5 12.5l4.5 4.5L19 7.5",
  outward: "M8 16L16.5 7.5M9.5 7h7.5v7.5",
  bolt: "M13 3L5 13.5h6L10.5 21 19 10h-6.5L13 3z",
  stage: "M3 12h4l2.5-7 5 14 2.5-7h4",
  mic: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6 11.5a6 6 0 0 0 12 0M12 17.5V21M9 21h6",
  sticker: "M12 3.5a8.5 8.5 0 1 0 8.5 8.5c0-.6 0-1.1-.2-1.7L13.7 3.7c-.6-.1-1.1-.2-1.7-.2zM13.5 3.8v3.7c0 1.7 1 2.7 2.7 2.7h4M8.5 14c1 1.3 2.2 2 3.5 2s2.5-.7 3.5-2",
  picture: "M4 5h16v14H4zM4 16l5-5 4 4 2.5-2.5L20 17M15 9.5h.01",
  play: "M8 5l11 7-11 7z",
  group:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3 20c0-4 2.5-6 6-6s6 2 6 6M16 11.5a3 3 0 1 0-1-5.8M17 14.5c2.6.4 4 2.3 4 5.5",
};

/** A small stroked icon, invisible to screen readers: its button carries the name. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  for (const [key, value] of [
    ["viewBox", "0 0 24 24"],
    ["class", `icon icon-${name}`],
    ["aria-hidden", "true"],
  ])
    svg.setAttribute(key, value);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}
