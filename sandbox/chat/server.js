const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

/** The address of a file's bytes. */
export function fileAddress(fileId) {
  return `/control/files/${encodeURIComponent(fileId)}`;
}

/** The whole world as it is now. */
export async function loadWorld() {
  return answerOf(await fetch("/control/world", { cache: "no-store" }));
}

/** What happened behind the scenes so far, and the switches. */
export async function loadBackstage() {
  return answerOf(await fetch("/control/backstage", { cache: "no-store" }));
}

/** Turn a switch; all switches as they are then. */
export async function turnSwitch(name, on) {
  return act("switch", { name, on });
}

/** Do something as a person: say, press, edit, delete. Throws an Error with the server's words. */
export async function act(verb, body) {
  const request = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  return answerOf(await fetch(`/control/${verb}`, request));
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `${response.status} ${response.statusText}`);
  return answer;
}

/**
 * Follow the world for ever: `onWorld` after every (re)connection and whenever the chats change, `onEvent` for each
 * change, `onConnected(true | false)`. Events that come while the world is being loaded wait and are applied after it.
 */
export class Feed {
  constructor({ onWorld, onEvent, onConnected }) {
    Object.assign(this, { onWorld, onEvent, onConnected, failures: 0, waiting: null });
  }

  connect() {
    const socket = new WebSocket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/control/events`);
    socket.onopen = () => this.reload(socket);
    socket.onmessage = ({ data }) => this.receive(JSON.parse(data), socket);
    socket.onclose = () => this.retry();
  }

  async reload(socket) {
    this.waiting = [];
    try {
      this.onWorld(await loadWorld());
    } catch {
      socket.close();
      return;
    }
    this.failures = 0;
    this.onConnected(true);
    const missed = this.waiting;
    this.waiting = null;
    for (const event of missed) this.receive(event, socket);
  }

  receive(event, socket) {
    if (this.waiting) this.waiting.push(event);
    else if (event.event === "chats") this.reload(socket);
    else this.onEvent(event);
  }

  retry() {
    this.onConnected(false);
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.failures) * (0.75 + Math.random() / 2);
    this.failures += 1;
    setTimeout(() => this.connect(), wait);
  }
}
