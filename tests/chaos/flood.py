"""The flood: thousands of requests in a minute, a provider and a Telegram that allow far less. ``make flood``."""

import argparse
import asyncio
import logging
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

from bot.wording.keyboards import Action
from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.telegram_api import FloodLimits, TelegramSandbox, World
from tests.chaos.asked import SINGLY, Asked, Corner, presses, replied_to
from tests.chaos.crowd import Crowd
from tests.chaos.harness import Crashes
from tests.chaos.process import BotProcess
from tests.chaos.verdict import Verdict
from tests.chaos.weather import Weather
from tests.end_to_end.stage import dab

FIRST_PERSON = 10_000
SAMPLE_SECONDS = 5.0

SEVERAL = 3
"""Pictures that one request in twenty-five asks for at once: one message, too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many ask for how much, in how many seconds, and what the provider allows a minute."""

    requests: int = 5000
    people: int = 1000
    groups: int = 20
    seconds: float = 60.0
    per_minute: int = 500
    patience: float = 1500.0


@dataclass(slots=True)
class Figures:
    """What was measured; times are in seconds since the first request."""

    asked: dict[tuple[int, int], float] = field(default_factory=dict)
    owners: dict[tuple[int, int], int] = field(default_factory=dict)
    noticed: dict[tuple[int, int], float] = field(default_factory=dict)
    answered: dict[tuple[int, int], float] = field(default_factory=dict)
    memory: list[tuple[float, float]] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    drained: float = 0.0

    def first_waits(self) -> list[float]:
        """How long each person waited for the first of their pictures."""
        firsts: dict[int, float] = {}
        for key, owner in self.owners.items():
            if key in self.answered:
                firsts[owner] = min(firsts.get(owner, self.answered[key]), self.answered[key])
        return list(firsts.values())

    def table(self) -> str:
        """For people."""
        notices = [at - self.asked[key] for key, at in self.noticed.items()]
        waits = [at - self.asked[key] for key, at in self.answered.items()]
        rows: list[tuple[str, str]] = [
            ("requests / pictures in them", f"{len(self.asked)} / {self.pictures}"),
            ("answered", f"{len(self.answered)}"),
            ("seconds until all were answered", f"{self.drained:.0f}"),
            ("wait for a sign of life, median / 95 % / worst, s", _spread(notices)),
            ("wait for the answer, median / 95 % / worst, s", _spread(waits)),
            ("a person's first picture, median / 95 % / worst, s", _spread(self.first_waits())),
            *((f"refused with 429 by {who}", f"{number}") for who, number in self.refused.items()),
            ("memory at the start / highest / at the end, MB", self._memory()),
        ]
        return "\n".join(f"{name:<56}{value:>24}" for name, value in rows)

    def _memory(self) -> str:
        held = [size for _, size in self.memory]
        return f"{held[0]:.0f} / {max(held):.0f} / {held[-1]:.0f}"


def _spread(values: Sequence[float]) -> str:
    if len(values) < 2:
        return "-"
    return f"{median(values):.1f} / {quantiles(values, n=20)[-1]:.1f} / {max(values):.1f}"


class Flood:
    """A run of it."""

    def __init__(self, run: Crashes, plan: Plan, groups: list[int]) -> None:
        self._run = run
        self._plan = plan
        self._groups = groups
        self._began = time.monotonic()
        self.figures = Figures()

    async def flow(self) -> Verdict:
        """Let it come, wait until it has drained, and judge."""
        process = await self._run.start()
        await process.connected()
        self._began = time.monotonic()
        with self._run.telegram.world.signals.listen() as events:
            watching = asyncio.create_task(self._watch(events))
            sampling = asyncio.create_task(self._sample(process))
            await self._pour()
            await self._run.settled(self._plan.patience)
            self.figures.drained = max(self.figures.answered.values(), default=0.0)
            for task in (watching, sampling):
                task.cancel()
            await asyncio.gather(watching, sampling, return_exceptions=True)
        self.figures.refused = {
            "Telegram": _refused(self._run.telegram.wire.calls),
            "the provider": _refused(self._run.images.wire.calls),
        }
        await process.stop()
        return await self._run.verdict()

    async def _pour(self) -> None:
        """Everybody asks; one in ten in a group, one in 25 for several pictures, one person as much as fifty others."""
        pause = self._plan.seconds / self._plan.requests
        for number in range(self._plan.requests):
            self._ask(number)
            late = self._began + number * pause - time.monotonic()
            if late > 0:
                await asyncio.sleep(late)

    def _ask(self, number: int) -> None:
        greedy = number % 20 == 0
        person = FIRST_PERSON + (0 if greedy else number % self._plan.people)
        chat = self._groups[number // 10 % len(self._groups)] if number % 10 == 1 else person
        world, seed = self._run.telegram.world, 10 * (number + 1)
        prompt, several = f"flood {number}", number % 25 == 2
        flags = f"--seed {seed} --n {SEVERAL}" if several else f"--seed {seed}"
        said = world.say(person, chat, f"/draw@{world.bot.username} {prompt} {flags}")
        key, count = (chat, said["message_id"]), SEVERAL if several else 1
        self._run.crowd.asked.append(
            Asked(
                key=f"message:{chat}:{said['message_id']}",
                corner=Corner(chat),
                answers=said["message_id"],
                words=prompt,
                count=count,
                seed=seed,
                model=SINGLY,
            )
        )
        self.figures.asked[key] = self._now()
        self.figures.owners[key] = person
        self.figures.pictures += count

    async def _watch(self, events: asyncio.Queue[dict[str, object]]) -> None:
        """Note when people first see something, and when they see the answer."""
        while True:
            event = await events.get()
            message = event.get("message")
            if not isinstance(message, dict) or "reply_to_message" not in message:
                continue
            key = (message["chat"]["id"], replied_to(message) or 0)
            if key not in self.figures.asked or not presses(message):
                continue
            self.figures.noticed.setdefault(key, self._now())
            if all(press.action is not Action.CANCEL for press in presses(message)):
                self.figures.answered.setdefault(key, self._now())

    async def _sample(self, process: BotProcess) -> None:
        while True:
            self.figures.memory.append((self._now(), process.memory()))
            await asyncio.sleep(SAMPLE_SECONDS)

    def _now(self) -> float:
        return time.monotonic() - self._began


def _refused(calls: Sequence[object]) -> int:
    return sum(getattr(call, "status", None) == 429 for call in calls)


async def flooded(plan: Plan, folder: Path) -> tuple[Figures, Verdict]:
    """Run it with Telegram's limits and the provider's quota in force."""
    world = World(limits=FloodLimits())
    people = [world.add_person(FIRST_PERSON + number, f"Person {number}").id for number in range(plan.people)]
    for person in people:
        world.open_private(person)
    groups = [world.add_supergroup(f"Group {number}", people).id for number in range(plan.groups)]
    chance = random.Random(1)  # noqa: S311 - a run to be repeated, no secret
    crowd = Crowd(world, chance, [*map(Corner, people), *map(Corner, groups)], elsewhere=groups[0])
    quota = Behaviour(duration=(8.0, 30.0), generations_per_minute=plan.per_minute, generations_per_day=0)
    async with TelegramSandbox(world).serve() as telegram, ImagesSandbox(quota, painter=dab).serve() as images:
        run = Crashes(
            telegram=telegram,
            images=images,
            url=f"sqlite:///{folder / 'bot.db'}",
            folder=folder,
            crowd=crowd,
            weather=Weather(telegram.wire, images.wire, chance),
            lease=30,
            usual_seconds=20.0,
            settings={
                "TELEGRAM_RATE_LIMITS": "on",
                "YANDEX_GENERATIONS_PER_MINUTE": str(plan.per_minute),
                "YANDEX_RESULTS_PER_SECOND": "50",
            },
        )
        try:
            flood = Flood(run, plan, groups)
            verdict = await flood.flow()
            return flood.figures, verdict
        finally:
            await run.end()


def main() -> int:
    """Run it and print its figures."""
    options = argparse.ArgumentParser(description=__doc__)
    usual = Plan()
    options.add_argument("--requests", type=int, default=usual.requests)
    options.add_argument("--people", type=int, default=usual.people)
    options.add_argument("--seconds", type=float, default=usual.seconds)
    options.add_argument("--per-minute", type=int, default=usual.per_minute)
    options.add_argument("--keep", type=Path, help="a folder for the database and the log, to look at afterwards")
    given = options.parse_args()
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)
    plan = Plan(given.requests, given.people, seconds=given.seconds, per_minute=given.per_minute)
    with tempfile.TemporaryDirectory(prefix="palitra-flood-") as temporary:
        folder = given.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        figures, verdict = asyncio.run(flooded(plan, folder.resolve()))
    print(figures.table())  # noqa: T201
    print("\n".join([verdict.table(), *verdict.complaints[:20]]))  # noqa: T201
    return 0 if verdict.sound else 1


if __name__ == "__main__":
    sys.exit(main())
