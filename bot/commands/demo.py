"""The real bot against the sandbox: over HTTP on loopback, with its own SQLite file, no account and no key."""

import asyncio
import random
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from errno import EADDRINUSE
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from pydantic import SecretStr

from bot import log
from bot.app import App, assembled
from bot.commands.demo_rows import follow
from bot.commands.exits import exit_code, until_signal
from bot.config import (
    DrawingSettings,
    HttpSettings,
    OpenAISettings,
    PromptSettings,
    Settings,
    StarSettings,
    StorageSettings,
    TelegramSettings,
    YandexSettings,
)
from bot.errors import ConfigurationError
from bot.providers import catalog
from bot.providers.records import Entry
from bot.telegram.stopping import unless
from sandbox.backstage import Backstage, Side, Switch
from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.image_apis.behaviour import Duration
from sandbox.switches import studio_switches
from sandbox.telegram_api import ALICE, TelegramSandbox, World, demo_world

MODELS = "yandex-art,alice-art,dall-e-3,gpt-image-2"
OWNER = 1003
"""Who runs the bot: /owner is theirs."""

PACKS, SUPPORT = "10=50, 50=200", "@palitra_demo"
USUAL_SECONDS = 3.0
ANSWER_SECONDS = 60.0
SETTLE_SECONDS = 0.05
NO_PICTURE = 1

DEMO_SECONDS = (2.0, 5.0)
"""How long a picture takes in the web chat; the first one of all takes the shortest time: nobody waits to see one."""
FIRST_SECONDS = 1.2

LEASE = timedelta(seconds=2)
"""How long the claims of a bot that crashed hold: a demo's viewers are not patient."""
DOWN_SECONDS = 3.0
"""How long a bot that crashed is away."""
SHORT_ID = 6


@dataclass(frozen=True, slots=True)
class Demo:
    """A bot at work and the stand-ins around it."""

    app: App
    telegram: TelegramSandbox
    images: ImagesSandbox


@dataclass(frozen=True, slots=True)
class Scenery:
    """The stand-ins around a bot, and what it is assembled of."""

    telegram: TelegramSandbox
    images: ImagesSandbox
    backstage: Backstage
    settings: Settings
    database: Path


def settings(telegram: TelegramSandbox, images: ImagesSandbox, database: Path) -> Settings:
    """The settings of a bot that talks to the sandbox; nothing of the environment's is used."""
    return Settings(
        telegram=TelegramSettings(token=SecretStr(telegram.token), api_url=telegram.url, rate_limits="off"),
        http=HttpSettings(webhook_url="", port=None),
        openai=OpenAISettings(api_key=SecretStr("sandbox"), base_url=f"{images.url}/openai/v1"),
        yandex=YandexSettings(
            folder_id="b1gsandbox",
            api_key=SecretStr("sandbox"),
            llm_url=images.url,
            operation_url=images.url,
            ai_url=images.url,
            iam_url=images.url,
        ),
        drawing=DrawingSettings(models="yandex-art", lease=LEASE),
        storage=StorageSettings(url=f"sqlite:///{database}"),
        stars=StarSettings(written="", support="", terms_url=None),
        prompts=PromptSettings(model="", api_key=None),
    )


def improving(images: ImagesSandbox) -> PromptSettings:
    """The settings of a bot that has words improved by the sandbox."""
    return PromptSettings(model="gpt-4o-mini", base_url=f"{images.url}/openai/v1", api_key=SecretStr("sandbox"))


def quick(entries: Mapping[str, Entry] | None = None, usual_seconds: float = USUAL_SECONDS) -> dict[str, Entry]:
    """Entries, those of the built-in catalog if none are given, with models as quick as the sandbox is."""
    known = catalog.built_in() if entries is None else entries
    return {
        name: replace(entry, model=replace(entry.model, usual_seconds=usual_seconds)) for name, entry in known.items()
    }


@asynccontextmanager
async def scenery(*, port: int, duration: Duration) -> AsyncIterator[Scenery]:
    """Both stand-ins, and what happens between them told behind the scenes; everything is forgotten afterwards.

    Raises ConfigurationError where something else listens on the port.
    """
    async with AsyncExitStack() as stack:
        database = Path(stack.enter_context(TemporaryDirectory(prefix="palitra-"))) / "bot.db"
        images = await stack.enter_async_context(ImagesSandbox(behaviour=Behaviour(duration=duration)).serve())
        backstage = Backstage()
        backstage.watch(Side.MODEL, images.wire)
        backstage.switches |= studio_switches(images)
        telegram = TelegramSandbox(_owned(demo_world()), backstage=backstage)
        with _saying_the_port(port):
            await stack.enter_async_context(telegram.serve(port=port))
        configured = settings(telegram, images, database)
        drawing = configured.drawing.model_copy(update={"models": MODELS})
        selling = replace(configured, drawing=drawing, stars=StarSettings(written=PACKS, support=SUPPORT))
        owned = replace(selling, telegram=selling.telegram.model_copy(update={"admins": str(OWNER)}))
        yield Scenery(telegram, images, backstage, replace(owned, prompts=improving(images)), database)


def _owned(world: World) -> World:
    """With somebody who runs the bot, and has a chat with it."""
    world.add_person(OWNER, "Olga", "olga_owner", "en")
    world.open_private(OWNER)
    return world


@contextmanager
def _saying_the_port(port: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno != EADDRINUSE:
            raise
        raise ConfigurationError(f"port {port} is taken; choose another one: --port {port + 1}") from error


@asynccontextmanager
async def opened(*, port: int, duration: Duration, usual_seconds: float = USUAL_SECONDS) -> AsyncIterator[Demo]:
    """Both stand-ins, and the bot between them, joined but not yet running. Raises ConfigurationError."""
    async with scenery(port=port, duration=duration) as around, _bot(around, usual_seconds) as app:
        yield Demo(app, around.telegram, around.images)


@asynccontextmanager
async def _bot(around: Scenery, usual_seconds: float) -> AsyncIterator[App]:
    async with assembled(around.settings, models=quick(usual_seconds=usual_seconds)) as app:
        yield app


def run(port: int) -> int:
    """Serve the web chat until a signal comes; the exit code."""
    log.configure("INFO")
    work = until_signal(lambda stop: _serve(port, stop))
    return exit_code(lambda: asyncio.run(work), OSError)


def run_once(text: str, out: Path) -> int:
    """Print one chat turn and write its picture; the exit code, which says whether there is one."""
    log.configure("WARNING")
    lines, picture = asyncio.run(once(text))
    typer.echo("\n".join(lines))
    if picture is None:
        return NO_PICTURE
    out.write_bytes(picture)
    typer.echo(f"-> {out}")
    return 0


async def _serve(port: int, stop: asyncio.Event) -> None:
    async with scenery(port=port, duration=quick_at_first()) as around, asyncio.TaskGroup() as tasks:
        typer.echo(f"Palitra is drawing. Open {around.telegram.url}/ and tap an example.\nCtrl-C stops it.")
        rows = tasks.create_task(rows_of(around), name="rows")
        await live(around, stop)
        rows.cancel()


async def live(
    around: Scenery, stop: asyncio.Event, *, down: float = DOWN_SECONDS, usual_seconds: float = USUAL_SECONDS
) -> None:
    """One bot after the other on the same database: ``down`` seconds after one crashes, another takes over.

    One that crashes is cut off wherever it is: it finishes nothing and gives nothing back.
    """
    crash = asyncio.Event()
    around.backstage.switches["crash"] = Switch(lambda _: crash.set(), lasting=False)
    while not stop.is_set():
        crash.clear()
        async with _bot(around, usual_seconds) as app:
            await unless(crash, app.run(stop))
        if not stop.is_set():
            await asyncio.sleep(down)
            around.backstage.note(Side.STAGE, "started")


def quick_at_first() -> Duration:
    """The first picture comes soon, the others take their time."""
    seconds = chain([FIRST_SECONDS], iter(lambda: random.uniform(*DEMO_SECONDS), None))  # noqa: S311 - no secret
    return lambda _: next(seconds)


async def rows_of(around: Scenery) -> None:
    """Note the rows of the bot's database behind the scenes, until cancelled."""

    def told(table: str, row: str, before: str | None, now: str) -> None:
        around.backstage.note(Side.ROW, f"{table} {row[:SHORT_ID]}", f"{before} → {now}" if before else now)

    await follow(around.database, told)


async def once(text: str) -> tuple[list[str], bytes | None]:
    """One chat turn of Alice's: the lines of the conversation, and the picture if one came in ANSWER_SECONDS."""
    stop = asyncio.Event()
    async with opened(port=0, duration=(0.5, 1.0)) as demo, asyncio.TaskGroup() as tasks:
        tasks.create_task(demo.app.run(stop), name="bot")
        with suppress(TimeoutError):
            async with asyncio.timeout(ANSWER_SECONDS):
                await _answered(demo, text)
        stop.set()
        return _conversation(demo)


async def _answered(demo: Demo, text: str) -> None:
    world = demo.telegram.world
    asked = world.say(ALICE, ALICE, text)["message_id"]
    await world.until(lambda: world.messages(ALICE)[-1]["message_id"] > asked, timeout=None)
    await asyncio.sleep(SETTLE_SECONDS)  # what is said may be the beginning of something
    while not await demo.app.settled():  # noqa: ASYNC110 - the bot's database tells nobody when it is done
        await asyncio.sleep(SETTLE_SECONDS)


def _conversation(demo: Demo) -> tuple[list[str], bytes | None]:
    world = demo.telegram.world
    versions = [version for shown in world.messages(ALICE) for version in world.history(ALICE, shown["message_id"])]
    photos = [message["photo"][-1]["file_id"] for message in versions if "photo" in message]
    return [_line(message) for message in versions], world.file(photos[-1]) if photos else None


def _line(message: Mapping[str, Any]) -> str:
    author = message["from"]["first_name"]
    if "photo" in message:
        largest = message["photo"][-1]
        return f"{author}: [photo {largest['width']}x{largest['height']}] {message.get('caption', '')}"
    return f"{author}: {message['text']}"
