"""Behind the scenes: what goes over the wires, told live as steps, and the switches that make something go wrong."""

import re
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from sandbox.wire import Call, Wire

KEPT: Final = 300
#: How much of a text, and of an id, a step shows.
TEXT: Final = 80
ID: Final = 8

#: Calls that say nothing happened: they are asked all the time.
IDLE: Final = frozenset({"getUpdates"})

_TAG: Final = re.compile(r"<[^<>]+>")


class Side(StrEnum):
    """Where a step is seen."""

    UPDATE = "update"  #: Telegram has something for the bot
    BOT = "bot"  #: the bot calls the Bot API
    MODEL = "model"  #: the bot calls an image API
    ROW = "row"  #: a row of the bot's database
    STAGE = "stage"  #: what is done to the bot from outside


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened: a name, what about it, how the call ended and how many milliseconds it took."""

    number: int
    at: datetime
    side: Side
    name: str
    about: str = ""
    status: int | None = None
    took: int | None = None

    def as_json(self) -> dict[str, object]:
        """As the web chat gets it."""
        return asdict(self) | {"at": self.at.isoformat()}


@dataclass(slots=True)
class Switch:
    """Something that can be made to go wrong: until it is turned off again, or, where ``lasting`` is False, once."""

    turn: Callable[[bool], Awaitable[None] | None]
    lasting: bool = True
    on: bool = False


class Backstage:
    """The steps so far, whom to tell of the next, and the switches by name."""

    def __init__(self, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.steps: deque[Step] = deque(maxlen=KEPT)
        self.switches: dict[str, Switch] = {}
        self.tell: Callable[[dict[str, object]], None] = lambda _: None
        self._clock = clock
        self._count = 0

    def note(self, side: Side, name: str, about: str = "", **ended: int | None) -> None:
        """Something happened now."""
        self._count += 1
        step = Step(self._count, self._clock(), side, name, about, **ended)
        self.steps.append(step)
        self.tell({"event": "step", "step": step.as_json()})

    def watch(self, side: Side, wire: Wire) -> None:
        """Note every call of a wire from now on."""
        wire.listeners.append(lambda call: self._note_call(side, call))

    def note_update(self, payload: object) -> None:
        """Telegram has an update for the bot."""
        if isinstance(payload, Mapping):
            kind = next((name for name in payload if name != "update_id"), "")
            self.note(Side.UPDATE, kind, _update(payload.get(kind)))

    async def turn(self, name: str, *, on: bool) -> None:
        """Turn a switch; KeyError where there is none of that name."""
        switch = self.switches[name]
        switch.on = on and switch.lasting
        self.note(Side.STAGE, name, "on" if on else "off")
        turned = switch.turn(on)
        if turned is not None:
            await turned

    def shape(self) -> dict[str, object]:
        """All of it, as the web chat gets it."""
        switches = {name: {"on": switch.on, "lasting": switch.lasting} for name, switch in self.switches.items()}
        return {"steps": [step.as_json() for step in self.steps], "switches": switches}

    def _note_call(self, side: Side, call: Call) -> None:
        if call.operation not in IDLE:
            self.note(side, call.operation, _about(call.params), status=call.status, took=round(call.took * 1000))


def _update(content: object) -> str:
    if not isinstance(content, Mapping):
        return ""
    words = content.get("text") or content.get("caption") or content.get("data") or content.get("query") or ""
    carried = next((kind for kind in ("photo", "document", "voice", "sticker") if kind in content), "")
    return _short(" ".join(part for part in (carried, str(words)) if part))


def _about(params: Mapping[str, Any]) -> str:
    """What a call is about: its words, or the operation it asks for."""
    media = params.get("media")
    found = [params.get("text"), params.get("caption"), media.get("caption") if isinstance(media, Mapping) else None]
    found += [_prompt(params), params.get("action"), params.get("prompt")]
    words = next((str(one) for one in found if one), "")
    return _short(_TAG.sub("", words)) if words else _short(str(params.get("id", "")), ID)


def _prompt(params: Mapping[str, Any]) -> str:
    """The prompt of a generation, as Yandex's API has it, or what a language model is told by somebody."""
    messages = params.get("messages")
    if not isinstance(messages, list):
        return ""
    parts = [part for part in messages if isinstance(part, Mapping) and part.get("role", "user") == "user"]
    return " ".join(str(part.get("text") or part.get("content") or "") for part in parts)


def _short(text: str, most: int = TEXT) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
