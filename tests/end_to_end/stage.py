"""A stage for the bot: both stand-ins, a database file, and a bot that may be stopped and started."""

import asyncio
import hashlib
import io
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from PIL import Image

from bot.app import App, assembled
from bot.commands.demo import quick, settings
from bot.config import HttpSettings, StorageSettings
from bot.drawing.ports.clock import Clock
from bot.providers import catalog
from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.telegram_api import ALICE, TelegramSandbox

Message = dict[str, Any]

LEISURELY = {"lease": timedelta(minutes=9)}  # no step outlives it, not even by a clock that is in a hurry
UNLIMITED = {"user_per_day": 0, "chat_per_day": 0, "user_active": 0, "queue": 0}  # where a test is not about limits
SOON = Behaviour(duration=0.05, generations_per_minute=0, generations_per_day=0, results_per_second=0)


def dab(prompt: str, seed: int, width: int, height: int) -> bytes:
    """A small picture that nobody else's prompt and seed give: fast enough to draw hundreds."""
    colours = hashlib.sha256(f"{prompt} {seed}".encode()).digest()[:27]
    image = Image.frombytes("RGB", (3, 3), colours).resize((width * 16, height * 16), Image.Resampling.NEAREST)
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


def is_unfinished(message: Message) -> bool:
    """Whether it is a placeholder, or a contact sheet that still fills: that has the button to take it back."""
    drawing = message.get("text", "").startswith(("Drawing…", "Рисую…"))
    return drawing or ":cancel:" in str(message.get("reply_markup"))


@dataclass(slots=True)
class Stage:
    """What the tests look at and play with."""

    telegram: TelegramSandbox
    images: ImagesSandbox
    database: Path
    url: str = ""  # DATABASE_URL, where it is not the file
    http: HttpSettings | None = None  # where the bot listens, and the webhook; it polls and is silent without
    moved_to: int | None = None  # the chat that the group became, where a test lets it migrate
    given: dict[str, dict[str, object]] = field(default_factory=dict)  # settings by group, besides those of drawing

    @asynccontextmanager
    async def bot(
        self, clock: Clock | None = None, usual_seconds: float = 0.1, **drawing: timedelta | str | int | Path
    ) -> AsyncIterator[App]:
        """The bot at work for as long as the block lasts, then stopped in order; ``drawing`` are its settings."""
        stop = asyncio.Event()
        configured = settings(self.telegram, self.images, self.database)
        configured = replace(
            configured,
            drawing=configured.drawing.model_copy(update=LEISURELY | drawing),
            limits=configured.limits.model_copy(update=UNLIMITED),
        )
        if self.url:
            configured = replace(configured, storage=StorageSettings(url=self.url))
        if self.http:
            configured = replace(configured, http=self.http)
        for group, changes in self.given.items():
            configured = replace(configured, **{group: getattr(configured, group).model_copy(update=changes)})
        models = quick(catalog.load(configured.drawing.models_file), usual_seconds)
        async with assembled(configured, models=models, clock=clock) as app, asyncio.TaskGroup() as tasks:
            tasks.create_task(app.run(stop), name="bot")
            try:
                yield app
            finally:
                stop.set()

    async def settled(self, app: App) -> None:
        """Wait until every accepted generation has ended and was told."""
        async with asyncio.timeout(20):
            while not await app.settled():  # noqa: ASYNC110 - the database tells nobody when it is done
                await asyncio.sleep(0.01)

    async def submitted(self, count: int) -> None:
        """Wait until the provider has accepted so many generations."""
        async with asyncio.timeout(20):
            while len(self.images.operations) < count:  # noqa: ASYNC110 - as with a real provider, nobody tells
                await asyncio.sleep(0.01)

    async def accepted(self, count: int) -> None:
        """Wait until the bot has kept so many requests."""
        async with asyncio.timeout(20):
            while self.kept("requests") < count:  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)

    def kept(self, table: str, condition: str = "true", *values: object) -> int:
        """How many rows of a table there are in the database of which this is true."""
        return int(str(self.read(f"SELECT count(*) FROM {table} WHERE {condition}", *values)[0][0]))  # noqa: S608 - ours

    def read(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database answers."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            return list(connection.execute(query, values).fetchall())

    async def answered(self, request: Message) -> Message:
        """The bot's message that answers a request, when it is no placeholder any more."""
        chat = request["chat"]["id"]
        return await self.telegram.world.until(lambda: self.answer(chat, request["message_id"]), timeout=20)

    def answer(self, chat: int, request: int) -> Message | None:
        """The final answer to a request, None while there is none."""
        for message in self.replies(chat, request):
            if not is_unfinished(message):
                return message
        return None

    def replies(self, chat: int, request: int) -> list[Message]:
        """Everything the bot sent in reply to a message."""
        return [
            message
            for message in self.telegram.world.messages(chat)
            if message["from"]["is_bot"] and message.get("reply_to_message", {}).get("message_id") == request
        ]

    def picture(self, message: Message) -> bytes:
        """The bytes of the photo that a message shows."""
        return self.telegram.world.file(message["photo"][-1]["file_id"])

    def ask(self, text: str, person: int = ALICE, chat: int | None = None) -> Message:
        """Somebody writes to the bot, in their private chat unless another is named."""
        return self.telegram.world.say(person, person if chat is None else chat, text)
