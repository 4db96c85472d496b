import { element } from "./dom.js";
import { icon } from "./icons.js";
import { fileAddress } from "./server.js";
import { authorName } from "./summary.js";
import { fileSize } from "./times.js";

const LONGEST_SIDE = { width: 480, height: 420 };
/** A bubble with a picture is at least so wide, for its words and buttons. */
const NARROWEST = 320;
const SHARP_ENOUGH = 960;

/** The largest size of a photo: what the lightbox and the download give. */
export function largest(photo) {
  return photo.reduce((best, size) => (size.width > best.width ? size : best));
}

function fitting(photo) {
  return (
    photo.toSorted((one, other) => one.width - other.width).find((size) => size.width >= SHARP_ENOUGH) ?? largest(photo)
  );
}

function fittedWidth(photo) {
  const { width, height } = largest(photo);
  return Math.round(width * Math.min(1, LONGEST_SIDE.width / width, LONGEST_SIDE.height / height));
}

/** The width of the bubble around a photo, in CSS pixels. */
export function shownWidth(photo) {
  return Math.max(NARROWEST, fittedWidth(photo));
}

/** Whether a tall or small photo leaves room at its sides. */
export function isNarrow(photo) {
  return fittedWidth(photo) < NARROWEST;
}

/** A photo as a button that opens it full size; its place is reserved before the bytes come. */
export function photoButton(message, view) {
  const { width, height } = largest(message.photo);
  const image = element("img", {
    src: fileAddress(fitting(message.photo).file_id),
    width,
    height,
    alt: message.caption ?? "",
    decoding: "async",
    draggable: "false",
  });
  const name = view.words.photoBy(authorName(message));
  const button = element(
    "button",
    { type: "button", class: "photo", "aria-label": name, data: { focus: `photo-${message.message_id}` } },
    isNarrow(message.photo) ? backdrop(message.photo) : null,
    image,
  );
  image.addEventListener("load", () => button.classList.add("loaded"), { once: true });
  if (image.complete && image.naturalWidth) button.classList.add("loaded");
  if (message.has_media_spoiler) hide(button, view.words.hidden);
  button.addEventListener("click", () =>
    button.classList.contains("hidden-photo") ? reveal(button, name) : view.openPhoto(message),
  );
  return button;
}

/** What shows at the sides of a narrow photo: itself, enlarged and out of focus. */
function backdrop(photo) {
  return element("img", { class: "backdrop", src: fileAddress(photo[0].file_id), alt: "", "aria-hidden": "true" });
}

function hide(button, label) {
  button.classList.add("hidden-photo");
  button.setAttribute("aria-label", label);
}

function reveal(button, label) {
  button.classList.remove("hidden-photo");
  button.setAttribute("aria-label", label);
}

/** A voice message: nobody hears it, but it looks like one. */
export function voiceRow({ voice }, view) {
  const bars = Array.from({ length: 34 }, (_, index) => 4 + Math.abs(Math.sin(index * 1.7) * Math.cos(index * 0.6)) * 16);
  return element(
    "div",
    { class: "voice", role: "img", "aria-label": view.words.voice },
    element("span", { class: "document-face" }, icon("play")),
    element("span", { class: "voice-bars", "aria-hidden": "true" }, bars.map(bar)),
    element("span", { class: "document-size" }, `0:${String(voice.duration).padStart(2, "0")}`),
  );
}

function bar(height) {
  const line = element("i", {});
  line.style.setProperty("--height", `${height.toFixed(1)}px`);
  return line;
}

/** A sticker stands by itself, without a bubble. */
export function stickerPicture({ sticker }, view) {
  const alt = `${view.words.sticker} ${sticker.emoji ?? ""}`.trim();
  return element("img", { class: "sticker", src: fileAddress(sticker.file_id), width: 180, height: 180, alt });
}

/** A document as a row with its name and size; a click downloads it. */
export function documentRow(message, view) {
  const { file_id: id, file_name: name = view.words.file, file_size: bytes, thumbnail } = message.document;
  const face = thumbnail
    ? element("img", { class: "document-face", src: fileAddress(thumbnail.file_id), alt: "" })
    : element("span", { class: "document-face" }, icon("file"));
  return element(
    "a",
    { class: "document", href: fileAddress(id), download: name, "aria-label": `${view.words.download}: ${name}` },
    face,
    element("span", { class: "document-name" }, name),
    element("span", { class: "document-size" }, bytes ? fileSize(bytes, view.words.language) : ""),
    icon("download"),
  );
}
