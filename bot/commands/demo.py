"""The real bot against the sandbox: over HTTP on loopback, with its own SQLite file, no account and no key."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typer
from pydantic import SecretStr

from bot import log
from bot.app import App, assembled
from bot.commands.exits import exit_code, until_signal
from bot.config import (
    DrawingSettings,
    HttpSettings,
    OpenAISettings,
    Settings,
    StorageSettings,
    TelegramSettings,
    YandexSettings,
)
from bot.providers import catalog
from bot.providers.records import Entry
from sandbox.image_apis import Behaviour, ImagesSandbox
from sandbox.telegram_api import ALICE, TelegramSandbox, demo_world

MODELS = "yandex-art,alice-art,dall-e-3,gpt-image-2"
USUAL_SECONDS = 3.0
ANSWER_SECONDS = 60.0
SETTLE_SECONDS = 0.05
NO_PICTURE = 1


@dataclass(frozen=True, slots=True)
class Demo:
    """A bot at work and the stand-ins around it."""

    app: App
    telegram: TelegramSandbox
    images: ImagesSandbox


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
        drawing=DrawingSettings(models="yandex-art"),
        storage=StorageSettings(url=f"sqlite:///{database}"),
    )


def quick(entries: Mapping[str, Entry] | None = None, usual_seconds: float = USUAL_SECONDS) -> dict[str, Entry]:
    """Entries, those of the built-in catalog if none are given, with models as quick as the sandbox is."""
    known = catalog.built_in() if entries is None else entries
    return {
        name: replace(entry, model=replace(entry.model, usual_seconds=usual_seconds)) for name, entry in known.items()
    }


@asynccontextmanager
async def opened(
    *, port: int, duration: tuple[float, float], usual_seconds: float = USUAL_SECONDS
) -> AsyncIterator[Demo]:
    """Both stand-ins, and the bot between them, joined but not yet running. Everything is forgotten afterwards."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="palitra-"))
        telegram = await stack.enter_async_context(TelegramSandbox(demo_world()).serve(port=port))
        images = await stack.enter_async_context(ImagesSandbox(behaviour=Behaviour(duration=duration)).serve())
        configured = settings(telegram, images, Path(folder) / "bot.db")
        drawing = configured.drawing.model_copy(update={"models": MODELS})
        app = await stack.enter_async_context(
            assembled(replace(configured, drawing=drawing), models=quick(usual_seconds=usual_seconds))
        )
        yield Demo(app, telegram, images)


def run(port: int) -> int:
    """Serve the web chat until a signal comes; the exit code."""
    log.configure("INFO")
    work = until_signal(lambda stop: _serve(port, stop))
    return exit_code(lambda: asyncio.run(work), OSError)  # the port is taken


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
    async with opened(port=port, duration=(2.0, 5.0)) as demo:
        address = demo.telegram.url
        typer.echo(f"Palitra is drawing. Open {address}/ and write: /draw a red fox in the snow\nCtrl-C stops it.")
        await demo.app.run(stop)


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
