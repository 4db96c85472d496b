"""The stage of a crash run: both stand-ins in this process, people who ask, a bot that dies, and the verdict."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from bot.drawing.work.placing import CANDIDATES
from bot.storage.database import open_database
from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.telegram_api import TelegramSandbox, World
from tests.chaos.points import HOLD, POINTS, Point
from tests.chaos.process import USUAL_SECONDS, BotProcess
from tests.chaos.verdict import SURPRISES, Message, Seen, Verdict, counted
from tests.end_to_end.stage import dab

PEOPLE = 15
SETTLE_SECONDS = 120.0
LONGEST_LIFE = 4.0
"""Seconds after which a point that nobody comes to is given up, and the bot dies anyway."""

CHANCE = "at a random moment"
REFUSED_ONE_IN = 10

QUICK = Behaviour(duration=(0.05, 0.8), generations_per_minute=0, generations_per_day=0, results_per_second=0)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as its person wrote it."""

    chat: int
    message_id: int
    prompt: str
    seed: int


@dataclass(slots=True)
class Crashes:
    """A run: who asked for what, how the bot died, and what became of it all."""

    telegram: TelegramSandbox
    images: ImagesSandbox
    url: str
    folder: Path
    chance: random.Random
    lease: int
    chats: list[int]
    asked: list[Asked] = field(default_factory=list)
    lives: list[BotProcess] = field(default_factory=list)
    ends: list[tuple[datetime, str]] = field(default_factory=list)
    held_until: float = 0.0
    settings: Mapping[str, str] = field(default_factory=dict)
    usual_seconds: float = USUAL_SECONDS

    def environment(self) -> dict[str, str]:
        """The settings of a bot on this stage."""
        return {
            "BOT_TOKEN": self.telegram.token,
            "TELEGRAM_API_URL": self.telegram.url,
            "TELEGRAM_RATE_LIMITS": "off",
            "YANDEX_FOLDER_ID": "b1gsandbox",
            "YANDEX_API_KEY": "sandbox",
            "YANDEX_LLM_URL": self.images.url,
            "YANDEX_OPERATION_URL": self.images.url,
            "YANDEX_GENERATIONS_PER_MINUTE": "0",
            "YANDEX_GENERATIONS_PER_DAY": "0",
            "YANDEX_RESULTS_PER_SECOND": "0",
            "DATABASE_URL": self.url,
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

    def ask(self, words: str = "picture", chat: int | None = None) -> Asked:
        """Somebody asks for a picture that nobody else asks for, in any chat unless one is named."""
        number = len(self.asked) + 1
        place = chat or self.chance.choice(self.chats)
        person = place if place > 0 else self.chance.choice([chat for chat in self.chats if chat > 0])
        prompt = f"{words} {number}"
        world = self.telegram.world
        text = f"/draw@{world.bot.username} {prompt} --seed {number}"
        message = world.say(person, place, text)
        asked = Asked(place, message["message_id"], prompt, number)
        self.asked.append(asked)
        return asked

    async def ask_now_and_then(self, seconds: float, requests: int | None = None) -> None:
        """A request every so often, so many or without end, whether the bot lives or not; some are refused."""
        for number in count() if requests is None else range(requests):
            self.ask("refused later" if number % REFUSED_ONE_IN == REFUSED_ONE_IN - 1 else "picture")
            await asyncio.sleep(self.chance.uniform(0, 2 * seconds))

    async def reached(self, point: Point, seconds: float = LONGEST_LIFE) -> bool:
        """Wait until the bot comes to this point and is held there; whether it did in time."""
        faults = (self.telegram if point.at_telegram else self.images).wire.faults
        faults.append(point.fault)
        try:
            async with asyncio.timeout(seconds):
                while faults:  # noqa: ASYNC110 - a fault that strikes is gone, and tells nobody
                    await asyncio.sleep(0.002)
        except TimeoutError:
            faults.clear()
            return False
        self.held_until = time.monotonic() + point.hold
        await asyncio.sleep(0.02)  # with its effect, which comes right after the strike
        return True

    async def live(self, name: str) -> None:
        """One life, ended with -9 at a point, or at a random moment where the name is no point's."""
        process = await self.start()
        if name not in POINTS:
            await asyncio.sleep(self.chance.uniform(0, 1.2))
        elif not await self.reached(POINTS[name]):
            name = CHANCE
        await self.kill(process, name)

    async def kill(self, process: BotProcess, name: str = CHANCE) -> None:
        """End a life with -9, and remember when and where."""
        await process.kill()
        self.ends.append((datetime.now(UTC), name))

    def pause(self, process: BotProcess, name: str) -> None:
        """Freeze a process; to the others it looks as if it had died."""
        process.pause()
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
        """How many generations wait for a step."""
        (row,) = await self._rows("SELECT count(*) AS number FROM generations WHERE due_at IS NOT NULL")
        return int(row["number"])

    async def verdict(self) -> Verdict:
        """Judge; to be called when everything settled."""
        await asyncio.sleep(self.held_until - time.monotonic())  # what is on its way takes effect as late as this
        seen = [self.seen(asked) for asked in self.asked]
        left = [one for one in seen if one.placeholders]
        reach = {asked.prompt: asked.message_id + CANDIDATES for asked in self.asked}
        submissions = {row["id"]: row["submissions"] for row in await self._rows("SELECT * FROM generations")}
        billed = {name: number for name, number in self.images.submissions.items() if number > 1}
        explained = {name for name in billed if self._explained(name, submissions[name])}
        return Verdict(
            requests=len(self.asked),
            pictures=sum(one.pictures for one in seen),
            sentences=counted(text for one in seen for text in one.sentences),
            kills=dict(Counter(name for _, name in self.ends).most_common()),
            lost=[one.request for one in seen if not one.pictures and not one.sentences],
            twice=[one.request for one in seen if one.pictures + len(one.sentences) > 1] + self._strays(),
            wrong=[asked.prompt for asked in self.asked if not self._right(asked)],
            orphans=[one.request for one in left if min(one.placeholders) <= reach[one.request]],
            out_of_reach=[one.request for one in left if min(one.placeholders) > reach[one.request]],
            resubmitted=sorted(explained),
            unexplained=sorted(billed.keys() - explained),
            surprises=[str(entry) for life in self.lives for event in SURPRISES for entry in life.logged(event)],
        )

    def answers(self, asked: Asked) -> list[Message]:
        """What the bot wrote in answer to a request, as it is now."""
        return [
            message
            for message in self._of_bot(asked.chat)
            if message.get("reply_to_message", {}).get("message_id") == asked.message_id
        ]

    def _of_bot(self, chat: int) -> list[Message]:
        return [message for message in self.telegram.world.messages(chat) if message["from"]["is_bot"]]

    def seen(self, asked: Asked) -> Seen:
        """What the person sees in answer to a request."""
        return Seen.of(asked.prompt, self.answers(asked))

    def _strays(self) -> list[str]:
        """Pictures that answer no request."""
        known = {(asked.chat, asked.message_id) for asked in self.asked}
        return [
            f"stray message {message['message_id']}"
            for chat in self.chats
            for message in self._of_bot(chat)
            if "photo" in message and (chat, message.get("reply_to_message", {}).get("message_id")) not in known
        ]

    def _right(self, asked: Asked) -> bool:
        """Whether the picture, where there is one, is the one that was asked for."""
        world = self.telegram.world
        photos = [message["photo"][-1]["file_id"] for message in self.answers(asked) if "photo" in message]
        return all(world.file(photo) == dab(asked.prompt, asked.seed, 1, 1) for photo in photos)

    def _explained(self, generation: str, submissions: int) -> bool:
        """Whether a crash lies between the two times it was billed, and the bot knew that it submitted twice."""
        times = [each.created_at for each in self.images.operations if each.client_request_id == generation]
        margin = timedelta(seconds=2 * HOLD)  # what was held back takes effect later than it was sent
        crashed = any(times[0] - margin <= at <= times[-1] + margin for at, _ in self.ends)
        known = [entry for life in self.lives for entry in life.logged("resubmitting")]
        told = sum(entry["generation"] == generation for entry in known)
        return len(times) == submissions == 2 and crashed and told > 0

    async def _rows(self, sql: str) -> list[Mapping[str, Any]]:
        async with open_database(self.url) as database:
            (rows,) = await database.run((sql, {}))
            return rows


@asynccontextmanager
async def crashes(
    folder: Path, *, seed: int = 1, url: str = "", lease: int = 2, behaviour: Behaviour = QUICK
) -> AsyncIterator[Crashes]:
    """A stage with fifteen people, a group and a supergroup; processes that still live at the end are killed."""
    world = World()
    people = [world.add_person(1000 + number, f"Person {number}").id for number in range(PEOPLE)]
    for person in people:
        world.open_private(person)
    groups = [world.add_group("Friends", people).id, world.add_supergroup("Painters", people).id]
    async with TelegramSandbox(world).serve() as telegram, ImagesSandbox(behaviour, painter=dab).serve() as images:
        run = Crashes(
            telegram=telegram,
            images=images,
            url=url or f"sqlite:///{folder / 'bot.db'}",
            folder=folder,
            chance=random.Random(seed),  # noqa: S311 - a run to be repeated, no secret
            lease=lease,
            chats=people + groups,
        )
        try:
            yield run
        finally:
            await run.end()
