import { element } from "./dom.js";
import { icon } from "./icons.js";
import { fileAddress } from "./server.js";
import { authorName } from "./summary.js";
import { fileSize } from "./times.js";

const LONGEST_SIDE = { width: 480, height: 420 };
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

/** The width at which a photo fits the conversation, in CSS pixels. */
export function shownWidth(photo) {
  const { width, height } = largest(photo);
  return Math.round(width * Math.min(1, LONGEST_SIDE.width / width, LONGEST_SIDE.height / height));
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

function hide(button, label) {
  button.classList.add("hidden-photo");
  button.setAttribute("aria-label", label);
}

function reveal(button, label) {
  button.classList.remove("hidden-photo");
  button.setAttribute("aria-label", label);
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
