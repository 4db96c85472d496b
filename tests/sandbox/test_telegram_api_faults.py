"""Faults on the wire: what the bot sees, and what happened behind it."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from sandbox.telegram_api import ALICE, BORIS, TelegramSandbox, World
from sandbox.wire import Fault, Spoil

FLOOD = b'{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 3","parameters":{"retry_after":3}}'


async def test_another_answer_is_given(bot: Bot, sandbox: TelegramSandbox, world: World) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.ANSWER, status=429, body=FLOOD))
    with pytest.raises(TelegramRetryAfter) as caught:
        await bot.send_message(ALICE, "x")
    assert (caught.value.retry_after, world.messages(ALICE)) == (3, [])
    await bot.send_message(ALICE, "x")


async def test_a_server_error_may_hide_that_it_worked(bot: Bot, sandbox: TelegramSandbox, world: World) -> None:
    body = b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'
    sandbox.wire.faults.append(Fault("send*", Spoil.ANSWER, status=502, body=body, after_effect=True))
    with pytest.raises(TelegramServerError):
        await bot.send_message(ALICE, "x")
    assert len(world.messages(ALICE)) == 1


@pytest.mark.parametrize(("after_effect", "shown"), [(False, 0), (True, 1)])
async def test_a_connection_is_dropped_before_or_after_the_effect(
    bot: Bot, sandbox: TelegramSandbox, world: World, *, after_effect: bool, shown: int
) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.DROP, after_effect=after_effect))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ALICE, "x")
    assert len(world.messages(ALICE)) == shown
    assert sandbox.wire.calls[-1].status is None


async def test_an_answer_is_cut_in_half(bot: Bot, sandbox: TelegramSandbox, world: World) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.TRUNCATE, after_effect=True))
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ALICE, "x")
    assert len(world.messages(ALICE)) == 1


@pytest.mark.parametrize("after_effect", [True, False])
async def test_an_answer_comes_late(bot: Bot, sandbox: TelegramSandbox, world: World, *, after_effect: bool) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.HANG, seconds=0.1, after_effect=after_effect))
    sending = asyncio.create_task(bot.send_message(ALICE, "x"))
    await asyncio.sleep(0.05)
    assert len(world.messages(ALICE)) == (1 if after_effect else 0)
    assert (await sending).text == "x"


async def test_a_bot_that_does_not_wait_times_out(bot: Bot, sandbox: TelegramSandbox, world: World) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.HANG, seconds=30, after_effect=True))
    bot.session.timeout = 0.1
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(ALICE, "x")
    assert len(world.messages(ALICE)) == 1


async def test_a_fault_strikes_only_the_chat_it_is_meant_for(bot: Bot, sandbox: TelegramSandbox) -> None:
    sandbox.wire.faults.append(Fault("sendMessage", Spoil.DROP, where={"chat_id": BORIS}))
    await bot.send_message(ALICE, "x")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(BORIS, "x")


async def test_a_download_can_fail_too(http: aiohttp.ClientSession, sandbox: TelegramSandbox) -> None:
    sandbox.wire.faults.append(Fault("file", Spoil.ANSWER, status=503))
    answer = await http.get(f"{sandbox.url}/file/bot{sandbox.token}/photos/a.jpg")
    assert answer.status == 503


async def test_a_hanging_answer_does_not_keep_the_sandbox_open() -> None:
    sandbox = TelegramSandbox()
    sandbox.wire.faults.append(Fault("getMe", Spoil.HANG, seconds=60))
    async with asyncio.timeout(3), sandbox.serve():
        reader, writer = await asyncio.open_connection("127.0.0.1", int(sandbox.url.rpartition(":")[2]))
        writer.write(f"GET /bot{sandbox.token}/getMe HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n".encode())
        await asyncio.sleep(0.05)
    assert await reader.read() == b""
    writer.close()
    await writer.wait_closed()
