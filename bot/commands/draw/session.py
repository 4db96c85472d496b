"""All pictures of one command: drawn side by side, and each written as soon as it is there."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.commands.draw import files, progress
from bot.commands.draw.easel import Drawn, Easel, NoPicture
from bot.commands.draw.progress import Row
from bot.drawing.ports import Clock, Offer, Provider
from bot.drawing.values.generations import Picture
from bot.drawing.values.models import Model
from bot.drawing.values.specs import Request


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture in its file; what it came with."""

    path: Path
    picture: Picture
    drawn: Drawn


@dataclass(frozen=True, slots=True)
class NotKept:
    """A picture that could not be written."""

    problem: str
    operation_id: str | None


class Session:
    """Draws requests; what there is of them at any time, in their order, is in ``kept``, ``missing``, ``pending``."""

    def __init__(self, model: Model, requests: Sequence[Request], deadline: timedelta) -> None:
        self.model = model
        self._requests = requests
        self._deadline = deadline
        self._easels: dict[int, Easel] = {}
        self._kept: dict[int, Kept] = {}
        self.missing: list[NoPicture | NotKept] = []

    @property
    def count(self) -> int:
        """How many pictures were asked for."""
        return sum(request.count for request in self._requests)

    @property
    def kept(self) -> list[Kept]:
        """The pictures that are there."""
        return [self._kept[number] for number in sorted(self._kept)]

    @property
    def pending(self) -> list[str]:
        """The operations that the provider still works on."""
        return [easel.operation_id for easel in self._easels.values() if easel.operation_id]

    async def draw(self, provider: Provider, clock: Clock, out: Path | None, *, quiet: bool) -> None:
        """Draw all of them, with a line of progress each unless it is to be quiet."""
        with progress.shown(self.model, len(self._requests), quiet=quiet) as rows:
            async with asyncio.TaskGroup() as tasks:
                for number, (request, row) in enumerate(zip(self._requests, rows, strict=True), start=1):
                    easel = Easel(Offer(self.model, provider), request, clock, self._deadline, row.tell)
                    self._easels[number] = easel
                    tasks.create_task(self._one(number, easel, row, out), name=f"picture {number}")

    async def _one(self, number: int, easel: Easel, row: Row, out: Path | None) -> None:
        try:
            drawn = await easel.draw()
        except NoPicture as error:
            self.missing.append(error)
        else:
            self._keep(drawn, out, number)
        del self._easels[number]
        row.close()

    def _keep(self, drawn: Drawn, out: Path | None, first: int) -> None:
        for number, picture in enumerate(drawn.pictures, start=first):
            try:
                path = files.keep(picture, out, number if self.count > 1 else None)
            except OSError as error:
                self.missing.append(NotKept(f"{error.filename}: {error.strerror}", drawn.operation_id))
            else:
                self._kept[number] = Kept(path, picture, drawn)
