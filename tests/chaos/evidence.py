"""All there is to judge a crash run by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import Request
from bot.storage.conversations import SUPERGROUPS
from sandbox.image_apis import ImagesSandbox
from sandbox.telegram_api import World
from sandbox.wire import Wire
from tests.chaos import cells
from tests.chaos.crowd import Crowd
from tests.chaos.process import BotProcess
from tests.chaos.records import Records
from tests.chaos.sights import Sight
from tests.chaos.verdict import SURPRISES, counted
from tests.chaos.weather import Weather


@dataclass(frozen=True, slots=True)
class Evidence:
    """All there is to go by; ``ends`` are when lives of the bot ended, and where."""

    world: World
    images: ImagesSandbox
    crowd: Crowd
    records: Records
    ends: Sequence[tuple[datetime, str]]
    lives: Sequence[BotProcess]
    telegram: Wire
    weather: Weather

    def ends_since(self, at: datetime) -> int:
        """How often the bot died after this."""
        return sum(end >= at for end, _ in self.ends)

    def shown(self, sight: Sight) -> bytes:
        """The picture in a message."""
        return self.world.file(sight.photo or "")

    def drawn(self, generation: Generation) -> Iterable[bytes]:
        """What the providers drew for a generation."""
        return cells.drawn(self.images, self.records.requests[generation.request_id], generation)

    def distance(self, request: Request, number: int) -> int:
        """How many messages the bot would have to look at before it comes to this one."""
        chat = request.origin.chat_id
        others = self.records.requests.values()
        near = [one for one in others if chat == one.origin.chat_id or min(chat, one.origin.chat_id) > SUPERGROUPS]
        asked = {one.origin.message_id for one in near}
        before = (one.origin.message_id for one in near if one.accepted_at <= request.accepted_at)
        taken = asked | {one.placeholder for one in near if one.id != request.id}
        start = max([request.origin.message_id, *before])
        return sum(one not in taken for one in range(start + 1, number))

    def surprises(self) -> list[str]:
        """What the bot logged and nobody expected."""
        logged = (entry for life in self.lives for entry in life.events() if entry["event"] in SURPRISES)
        told = counted(_last_lines(entry) for entry in [*logged, *self.claimed_twice(serious=True)])
        return [f"{number} times {one}" for one, number in told.items()]

    def claimed_twice(self, *, serious: bool) -> list[Mapping[str, Any]]:
        """What a process claimed from itself, for its lease ran out under a live step.

        It is serious where what was paid for may be lost; not where a request was taken back, and is to be stopped.
        """
        logged = [entry for life in self.lives for entry in life.logged("claimed twice")]
        return [entry for entry in logged if self._is_serious(entry) is serious]

    def _is_serious(self, entry: Mapping[str, Any]) -> bool:
        claimed = self.records.owner(UUID(entry["id"]))
        is_cancelled = claimed is not None and claimed.id in self.crowd.cancelled
        return entry["consumer"].startswith(("submit", "poll")) and not is_cancelled


def _last_lines(entry: Mapping[str, Any]) -> str:
    """The exception, and where it was raised."""
    lines = str(entry.get("exception", entry)).strip().splitlines()
    return f"{entry['event']}: {' '.join(line.strip() for line in lines[-3:])}"
