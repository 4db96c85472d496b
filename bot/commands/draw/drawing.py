"""All pictures of one command: drawn side by side, and each written as soon as it is there."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.commands.draw import files
from bot.commands.draw.progress import Row, Shown
from bot.commands.draw.submission import NoPicture, Result, Submission
from bot.drawing.ports.clock import Clock
from bot.drawing.ports.providers import Provider
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Drawn
from bot.drawing.values.specs import Spec


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture in its file; what it came with."""

    path: Path
    drawn: Drawn
    seed: int
    seconds: float
    operation_id: str | None


@dataclass(frozen=True, slots=True)
class NotKept:
    """A picture that could not be written."""

    problem: str
    operation_id: str | None


class Drawing:
    """Draws a spec once with each seed; what there is at any time is in ``kept``, ``missing``, ``pending``.

    As many pictures as the model takes are asked for in one submission.
    """

    def __init__(self, model: Model, spec: Spec, seeds: tuple[int, ...], deadline: timedelta) -> None:
        self.model = model
        self.spec = spec
        self.missing: list[NoPicture | NotKept] = []
        self._seeds = seeds
        self._deadline = deadline
        self._running: list[Submission] = []
        self._kept: dict[int, Kept] = {}

    @property
    def count(self) -> int:
        """How many pictures were asked for."""
        return len(self._seeds)

    @property
    def kept(self) -> list[Kept]:
        """The pictures that are there, in their order."""
        return [self._kept[position] for position in sorted(self._kept)]

    @property
    def pending(self) -> list[str]:
        """The operations that the provider still works on."""
        return [submission.operation_id for submission in self._running if submission.operation_id]

    async def run(self, provider: Provider, clock: Clock, out: Path | None, shown: Shown) -> None:
        """Draw all of them, with a line of progress a submission."""
        batches = list(self._batches())
        with shown(self.model, len(batches)) as rows:
            async with asyncio.TaskGroup() as calls, asyncio.TaskGroup() as tasks:
                for (first, seeds), row in zip(batches, rows, strict=True):
                    submission = Submission(
                        provider,
                        self.model,
                        self.spec,
                        seeds,
                        calls=calls,
                        clock=clock,
                        deadline=self._deadline,
                        tell=row.tell,
                    )
                    self._running.append(submission)
                    tasks.create_task(self._one(submission, first, row, out), name=f"picture {first}")

    def _batches(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """The position of the first picture and the seeds, for each submission."""
        for start in range(0, self.count, self.model.batch):
            yield start + 1, self._seeds[start : start + self.model.batch]

    async def _one(self, submission: Submission, first: int, row: Row, out: Path | None) -> None:
        try:
            result = await submission.draw()
        except NoPicture as error:
            self.missing.append(error)
        else:
            self._keep(result, submission.seeds, first, out)
        self._running.remove(submission)
        row.close()

    def _keep(self, result: Result, seeds: tuple[int, ...], first: int, out: Path | None) -> None:
        for position, (drawn, seed) in enumerate(zip(result.drawn, seeds, strict=False), start=first):
            try:
                path = files.keep(drawn.picture, out, position if self.count > 1 else None)
            except OSError as error:
                self.missing.append(NotKept(f"{error.filename}: {error.strerror}", result.operation_id))
            else:
                self._kept[position] = Kept(path, drawn, seed, result.seconds, result.operation_id)
