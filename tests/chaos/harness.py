"""The stage of a crash run: both stand-ins in this process, people who ask, a bot that dies, and the verdict."""

import asyncio
import hashlib
import json
import random
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.image_apis.requests import ImageRequest
from sandbox.telegram_api import TelegramSandbox, World
from tests.chaos import records
from tests.chaos.asked import MODELS, REFUSED, SINGLY, SLOW, TOGETHER, Corner
from tests.chaos.crowd import Crowd, populated
from tests.chaos.evidence import Evidence
from tests.chaos.judging import Judge
from tests.chaos.points import POINTS, Point, Strike, Want
from tests.chaos.process import USUAL_SECONDS, BotProcess
from tests.chaos.verdict import Verdict
from tests.chaos.weather import Weather
from tests.end_to_end.stage import dab

SETTLE_SECONDS = 120.0
LONGEST_LIFE = 4.0
"""Seconds after which a point that nobody comes to is given up, and the bot dies anyway."""

SHORTEST_LEASE = 2
"""Seconds: the least that WORKER_LEASE may be. A claim is renewed while its step lasts."""

CHANCE = "at a random moment"


def quickly(request: ImageRequest) -> float:
    """How long a request takes to draw: the same always takes the same time."""
    if SLOW in request.prompt:
        return 2.5
    mark = hashlib.sha256(f"{request.prompt} {request.seed}".encode()).digest()[0]
    return 0.05 + 0.75 * mark / 255


ASKED_FOR = {
    Want.REFUSED: (REFUSED, None, SINGLY),
    Want.SHEET: ("picture", 4, SINGLY),
    Want.BATCH: ("picture", 4, TOGETHER),
    Want.FULL: ("picture", 2, SINGLY),
}
"""What leads to points by asking for it: words, how many, and the model."""

QUICK = Behaviour(
    duration=quickly,
    generations_per_minute=0,
    generations_per_day=0,
    results_per_second=0,
    openai_requests_per_minute=0,
)


@dataclass(slots=True)
class Crashes:
    """A run: who asked for what, how the bot died, and what became of it all."""

    telegram: TelegramSandbox
    images: ImagesSandbox
    url: str
    folder: Path
    crowd: Crowd
    weather: Weather
    lease: int = SHORTEST_LEASE
    storage_chat: int | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    usual_seconds: float = USUAL_SECONDS
    lives: list[BotProcess] = field(default_factory=list)
    ends: list[tuple[datetime, str]] = field(default_factory=list)
    held_until: float = 0.0

    def environment(self) -> dict[str, str]:
        """The settings of a bot on this stage."""
        models = self.folder / "models.toml"
        models.write_text(MODELS)
        return {
            "BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "TELEGRAM_RATE_LIMITS": "off",
            "TELEGRAM_STORAGE_CHAT": str(self.storage_chat or ""),
            "YANDEX_FOLDER_ID": "b1gsandbox",
            "YANDEX_API_KEY": "sandbox",
            "YANDEX_LLM_URL": self.images.url,
            "YANDEX_OPERATION_URL": self.images.url,
            "YANDEX_GENERATIONS_PER_MINUTE": "0",
            "YANDEX_GENERATIONS_PER_DAY": "0",
            "YANDEX_RESULTS_PER_SECOND": "0",
            "OPENAI_API_KEY": "sandbox",
            "OPENAI_BASE_URL": f"{self.images.url}/openai/v1",
            "MODELS": f"{SINGLY},{TOGETHER}",
            "MODELS_FILE": str(models),
            "DATABASE_URL": self.url,
            "LIMIT_USER_PER_DAY": "0",
            "LIMIT_CHAT_PER_DAY": "0",
            "LIMIT_USER_ACTIVE": "0",
            "LIMIT_QUEUE": "0",
            "WORKER_LEASE": f"{self.lease}s",
            **self.settings,
        }

    async def start(self) -> BotProcess:
        """Another life."""
        journal = self.folder / f"life-{len(self.lives):04}.jsonl"
        process = BotProcess(self.environment(), journal, self.usual_seconds)
        self.lives.append(process)
        await process.start()
        return process

    async def warm(self) -> None:
        """Let the first life make the database, and the fork server import what every life needs."""
        process = await self.start()
        await process.connected()
        assert await process.stop() == 0, process.journal.read_text()

    def expect(self, point: Point) -> Strike:
        """Let the stand-in hold its answer back when the bot comes to this point."""
        fault = point.fault()
        (self.telegram if point.at_telegram else self.images).wire.faults.append(fault)
        return fault

    async def reached(self, fault: Strike, seconds: float = LONGEST_LIFE) -> bool:
        """Wait until the bot comes to an expected point and is held there; whether it did in time."""
        try:
            async with asyncio.timeout(seconds):
                await fault.struck.wait()
        except TimeoutError:
            for wire in (self.telegram.wire, self.images.wire):
                kept = [one for one in wire.faults if getattr(one, "struck", None) is not fault.struck]
                wire.faults[:] = kept
            return False
        self.held_until = max(self.held_until, time.monotonic() + fault.seconds)
        await asyncio.sleep(0.02)  # with its effect, which comes right after the strike
        return True

    async def provoke(self, want: Want) -> None:
        """Do what leads the bot to a point; where there is nothing to do it with, ask for a picture."""
        crowd, corner = self.crowd, self.crowd.chance.choice(self.crowd.alone)
        match want:
            case Want.INLINE:
                await crowd.post(count=crowd.chance.choice((None, 2)))
            case Want.CANCEL | Want.DELETE:
                await self._disturb(want, corner)
            case Want.AGAIN if crowd.again():
                pass
            case Want.FULL if crowd.full(whole=True):
                pass
            case _:
                words, count, model = ASKED_FOR.get(want, ("picture", None, SINGLY))
                crowd.draw(words, corner, count=count, model=model)

    async def _disturb(self, want: Want, corner: Corner) -> None:
        """Take back what has just been begun, or delete its placeholder."""
        waiting = await self.crowd.seen_waiting(self.crowd.draw(SLOW, corner))
        if waiting is not None and want is Want.CANCEL:
            await asyncio.sleep(0.2)  # until it is being drawn
            self.crowd.cancel(waiting)
        elif waiting is not None:
            self.crowd.delete(waiting)

    async def die_at(self, name: str, want: Want | None = None) -> None:
        """One life that ends at a point, to which somebody leads the bot."""
        process = await self.start()
        point = POINTS[name]
        fault = self.expect(point)
        await self.provoke(want or point.wants)
        assert await self.reached(fault, 20), process.journal.read_text()
        await self.kill(process, name)

    async def finish(self) -> Verdict:
        """Let one more life do what is left, end it in order, and judge."""
        last = await self.start()
        await last.connected()  # before that it knows of no signal
        assert await self.settled(), last.journal.read_text()
        assert await last.stop() == 0, last.journal.read_text()
        return await self.verdict()

    async def live(self, name: str) -> None:
        """One life, ended with -9 at a point, or at a random moment where the name is no point's."""
        process = await self.start()
        if name not in POINTS:
            await asyncio.sleep(self.crowd.chance.uniform(0, 1.2))
        else:
            fault = self.expect(POINTS[name])
            await self.provoke(POINTS[name].wants)
            if not await self.reached(fault):
                name = CHANCE
        await self.kill(process, name)

    async def kill(self, process: BotProcess, name: str = CHANCE) -> None:
        """End a life with -9, and remember when and where."""
        await process.kill()
        self.ends.append((datetime.now(UTC), name))

    async def pause(self, process: BotProcess, name: str) -> None:
        """Freeze a process between two transactions; to the others it looks as if it had died.

        A process that stands still in the middle of one keeps everybody else from writing, which no lease can help.
        """
        await process.pause()
        while records.locked(self.url):
            process.resume()
            await asyncio.sleep(0.01)
            await process.pause()
        self.ends.append((datetime.now(UTC), name))

    async def end(self) -> None:
        """Kill whatever still lives."""
        for life in self.lives:
            if life.alive:
                await life.kill()

    async def settled(self, seconds: float = SETTLE_SECONDS) -> bool:
        """Wait until nothing is left to do; whether it came to that."""
        try:
            async with asyncio.timeout(seconds):
                while self.telegram.world.updates.pending or await self.left():  # noqa: ASYNC110 - nobody tells
                    await asyncio.sleep(0.1)
        except TimeoutError:
            return False
        return True

    async def left(self) -> int:
        """How many requests and generations wait for a step."""
        return await records.unsettled(self.url)

    def keep_calls(self) -> None:
        """Write down what the bot asked of Telegram, to be looked at afterwards."""
        with (self.folder / "telegram.jsonl").open("w") as file:
            for call in self.telegram.wire.calls:
                written = {"at": call.at.isoformat(), "call": call.operation, "status": call.status, **call.params}
                file.write(json.dumps(written, default=lambda value: type(value).__name__) + "\n")

    async def verdict(self) -> Verdict:
        """Judge; to be called when everything settled."""
        await asyncio.sleep(self.held_until - time.monotonic())  # what is on its way takes effect as late as this
        evidence = Evidence(
            world=self.telegram.world,
            telegram=self.telegram.wire,
            images=self.images,
            crowd=self.crowd,
            records=await records.read(self.url),
            ends=self.ends,
            lives=self.lives,
            weather=self.weather,
        )
        return await asyncio.to_thread(Judge(evidence).verdict)


@asynccontextmanager
async def crashes(
    folder: Path,
    *,
    seed: int = 1,
    url: str = "",
    lease: int = SHORTEST_LEASE,
    behaviour: Behaviour = QUICK,
) -> AsyncIterator[Crashes]:
    """A stage with fifteen people and their groups; processes that still live at the end are killed."""
    chance = random.Random(seed)  # noqa: S311 - a run to be repeated, no secret
    world = World(inline=True, inline_feedback=True)
    crowd = populated(world, chance)
    storage_chat = world.add_supergroup("Storage", [crowd.alone[0].chat]).id
    async with TelegramSandbox(world).serve() as telegram, ImagesSandbox(behaviour, painter=dab).serve() as images:
        run = Crashes(
            telegram=telegram,
            images=images,
            url=url or f"sqlite:///{folder / 'bot.db'}",
            folder=folder,
            crowd=crowd,
            weather=Weather(telegram.wire, images.wire, chance),
            lease=lease,
            storage_chat=storage_chat,
        )
        try:
            yield run
        finally:
            await run.end()
