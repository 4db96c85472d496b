"""The first words with Telegram."""

import asyncio
import json
from collections.abc import Callable

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from structlog.testing import capture_logs

from bot.errors import ConfigurationError
from bot.telegram.inbound import startup
from bot.wording.texts import Locales
from sandbox.telegram_api import TelegramSandbox, demo_world
from sandbox.wire import Fault, Spoil

LOCALES = Locales()
PAUSE = 0.05


async def connect(
    bot: Bot, stop: asyncio.Event | None = None, pauses: Callable[[int], float] = lambda _: PAUSE
) -> list[str]:
    """Say hello; the events that were logged."""
    with capture_logs() as logs:
        async with asyncio.timeout(10):
            await startup.connect(bot, LOCALES, stop or asyncio.Event(), pauses=pauses)
    return [line["event"] for line in logs]


async def test_a_hello_tells_telegram_the_commands_in_each_language(sandbox: TelegramSandbox, bot: Bot) -> None:
    assert await connect(bot) == ["connected"]
    commands = {language: await bot.get_my_commands(language_code=language or None) for language in ("", "ru")}
    assert {language: [one.command for one in all_] for language, all_ in commands.items()} == {
        "": ["draw", "help"],
        "ru": ["draw", "help"],
    }
    assert commands[""][0].description == LOCALES.of("en").say("command-draw")
    assert commands["ru"][0].description == LOCALES.of("ru").say("command-draw")
    assert sandbox.wire.of("setMyCommands")


async def test_a_webhook_left_behind_does_not_stop_polling(sandbox: TelegramSandbox, bot: Bot) -> None:
    await bot.set_webhook(f"{sandbox.url}/hook")
    sandbox.world.inject({"message": {"nonsense": True}})
    await connect(bot)
    assert sandbox.world.webhook.url == ""
    assert len(sandbox.world.updates.pending) == 1  # what came in the meantime is not dropped


@pytest.mark.parametrize(
    "fault",
    [
        Fault("getMe", Spoil.DROP),
        Fault("getMe", Spoil.ANSWER, status=502, body=b"<html>Bad Gateway</html>"),
        Fault("deleteWebhook", Spoil.DROP),
        Fault("setMyCommands", Spoil.DROP),
        Fault(
            "getMe",
            Spoil.ANSWER,
            status=429,
            body=json.dumps(
                {"ok": False, "error_code": 429, "description": "Too Many", "parameters": {"retry_after": 1}}
            ).encode(),
        ),
    ],
)
async def test_trouble_at_the_start_is_ridden_out_with_a_log_line(
    sandbox: TelegramSandbox, bot: Bot, fault: Fault
) -> None:
    sandbox.wire.faults.append(fault)
    assert await connect(bot) == ["telegram unavailable", "connected"]


@pytest.mark.parametrize("method", ["deleteWebhook", "setMyCommands"])
async def test_who_we_are_is_asked_once_whatever_comes_after_it(
    sandbox: TelegramSandbox, bot: Bot, method: str
) -> None:
    sandbox.wire.faults.append(Fault(method, Spoil.ANSWER, status=502))
    await connect(bot)
    assert (await bot.me()).id == bot.id
    assert len(sandbox.wire.of("getMe")) == 1


async def test_a_stop_does_not_wait_for_an_answer(sandbox: TelegramSandbox, bot: Bot) -> None:
    sandbox.wire.faults.append(Fault("getMe", Spoil.HANG, seconds=3600))
    stop = asyncio.Event()
    asyncio.get_running_loop().call_later(0.05, stop.set)
    assert await connect(bot, stop) == []


async def test_the_bot_waits_for_a_telegram_that_is_not_there_yet() -> None:
    async with TelegramSandbox(demo_world()).serve() as sandbox:
        port = int(sandbox.url.rsplit(":", 1)[1])
    session = AiohttpSession(api=TelegramAPIServer.from_base(sandbox.url))
    async with Bot(sandbox.token, session=session) as bot:
        connecting = asyncio.create_task(connect(bot))
        await asyncio.sleep(0.1)
        async with sandbox.serve(port=port):
            events = await connecting
    assert set(events[:-1]) == {"telegram unavailable"}
    assert events[-1] == "connected"


async def test_a_stop_ends_the_waiting_for_telegram(sandbox: TelegramSandbox, bot: Bot) -> None:
    stop = asyncio.Event()
    sandbox.wire.faults.append(Fault("getMe", Spoil.DROP, times=-1))

    def paused(_: int) -> float:
        stop.set()
        return 3600.0

    assert await connect(bot, stop, paused) == ["telegram unavailable"]


@pytest.mark.parametrize("token", ["42:made-up", "424242:wrong"])
async def test_a_wrong_token_is_one_sentence_for_the_operator(sandbox: TelegramSandbox, bot: Bot, token: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        await connect(Bot(token, session=bot.session))
    assert "BOT_TOKEN" in str(caught.value)
    assert token not in str(caught.value)
    assert sandbox.wire.calls == []
