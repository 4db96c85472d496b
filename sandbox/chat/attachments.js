import { icon } from "./icons.js";

/**
 * The ways to send a file: the button beside the text, whose menu `offer(spot, choose)` opens, pasting a picture,
 * dropping files on the conversation.
 */
export function watchAttachments({ attach, picker, text, conversation }, send, offer) {
  const sendAll = async (files) => {
    for (const file of files) await send(file);
  };
  attach.append(icon("attach"));
  attach.addEventListener("click", () => offer(attach.getBoundingClientRect(), () => picker.click()));
  picker.addEventListener("change", async () => {
    await sendAll([...picker.files]);
    picker.value = "";
  });
  text.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (!files.length) return;
    event.preventDefault();
    sendAll(files);
  });
  conversation.addEventListener("dragover", (event) => event.preventDefault());
  conversation.addEventListener("drop", (event) => {
    event.preventDefault();
    sendAll([...event.dataTransfer.files]);
  });
}

/** A file's bytes in base64, as the control side takes them. */
export function base64Of(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
