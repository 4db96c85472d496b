"""The bot's updates: kept until confirmed, offered again until then."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram_api.values import Json

#: What a bot gets unless it asks for more (Bot API: allowed_updates of getUpdates).
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Queued:
    """An update on its way; a ``repeated`` one is given once more although it was confirmed before."""

    id: int
    payload: Any
    repeated: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Turn:
    """A consumer of updates, one at a time; ``name`` is what the one it displaced is told."""

    name: str


@dataclass(slots=True)
class UpdateQueue:
    """All updates since the world began, and those not yet confirmed."""

    allowed: tuple[str, ...] = ()
    pending: list[Queued] = field(default_factory=list)
    past: dict[int, Any] = field(default_factory=dict)
    last_id: int = 700_000_000
    turn: Turn = Turn("")
    #: Who else is told of every update.
    listeners: list[Callable[[Any], None]] = field(default_factory=list)

    def wants(self, kind: str) -> bool:
        """Whether the bot asked for updates of this kind."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST

    def offer(self, kind: str, payload: Json) -> int | None:
        """Queue an update; its id, or None where the bot does not want such ones."""
        return self.put({kind: payload}) if self.wants(kind) else None

    def put(self, payload: object) -> int:
        """Queue any JSON; an object without an integer update_id gets one."""
        self.last_id += 1
        if isinstance(payload, dict):
            payload = {"update_id": self.last_id} | payload
            self.last_id = max(self.last_id, _number(payload, self.last_id))
        queued = Queued(_number(payload, self.last_id), payload)
        self.pending.append(queued)
        self.past[queued.id] = payload
        for listener in self.listeners:
            listener(payload)
        return queued.id

    def repeat(self, update_id: int | None) -> int:
        """Queue an update again under its old id, the latest for None; KeyError where there was none."""
        chosen = max(self.past, default=-1) if update_id is None else update_id
        self.pending.append(Queued(chosen, self.past[chosen], repeated=True))
        return chosen

    def confirm(self, offset: int) -> None:
        """Forget all below ``offset``; a negative one keeps only that many of the newest."""
        if offset < 0:
            self.pending = self.pending[offset:]
        elif offset > 0:
            self.pending = [queued for queued in self.pending if queued.repeated or queued.id >= offset]

    def take(self, limit: int) -> list[Any]:
        """The oldest ``limit`` payloads; they stay until confirmed, repeated ones go at once."""
        batch = self.pending[:limit]
        self.pending = [queued for queued in batch if not queued.repeated] + self.pending[limit:]
        return [queued.payload for queued in batch]

    def done(self, queued: Queued) -> None:
        """Forget one update: its webhook took it."""
        self.pending = [other for other in self.pending if other is not queued]

    def allow(self, kinds: Collection[str] | None) -> None:
        """Remember which kinds the bot wants from now on; None changes nothing, none means the usual ones."""
        if kinds is not None:
            self.allowed = tuple(kinds)


def _number(payload: object, otherwise: int) -> int:
    given = payload.get("update_id") if isinstance(payload, dict) else None
    return given if isinstance(given, int) else otherwise
