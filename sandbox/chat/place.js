/** Where the page is: {person, chat, thread}, numbers or null, kept in the address so that a reload returns there. */
export function readPlace() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { person: number(hash.get("as")), chat: number(hash.get("chat")), thread: number(hash.get("topic")) };
}

/** The address of a place. */
export function addressOf({ person, chat, thread }) {
  const hash = new URLSearchParams({ as: person });
  if (chat !== null) hash.set("chat", chat);
  if (thread !== null) hash.set("topic", thread);
  return `#${hash}`;
}

/** The nearest place that exists in the world: its people, and the chosen person's own chats and topics. */
export function settlePlace(world, place, openPrivate) {
  const person = world.person(place.person) ? place.person : world.people[0].id;
  const chats = world.chatsOf(person);
  const chosen =
    chats.find((chat) => chat.id === place.chat) ?? (openPrivate ? chats.find((chat) => chat.id === person) : null);
  const thread = chosen?.topics?.some((topic) => topic.id === place.thread) ? place.thread : null;
  return { person, chat: chosen?.id ?? null, thread };
}

function number(text) {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : null;
}
