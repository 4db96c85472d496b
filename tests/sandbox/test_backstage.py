"""Behind the scenes of the sandbox: steps of what goes over the wires, and switches."""

from datetime import UTC, datetime

import aiohttp
import pytest
from aiogram import Bot
from aiogram.types import BufferedInputFile, InputMediaPhoto

from sandbox.backstage import KEPT, TEXT, Backstage, Side, Step, Switch
from sandbox.image_apis import ImagesSandbox
from sandbox.switches import studio_switches
from sandbox.telegram_api import ALICE, TelegramSandbox
from tests.sandbox.conftest import Clock, picture


@pytest.fixture
def backstage(sandbox: TelegramSandbox, clock: Clock) -> Backstage:
    """What happens around the sandbox of these tests."""
    watching = Backstage(clock)
    watching.watch(Side.BOT, sandbox.wire)
    sandbox.world.updates.listeners.append(watching.note_update)
    return watching


def last(backstage: Backstage) -> Step:
    return backstage.steps[-1]


def test_what_somebody_writes_is_a_step_with_their_words(backstage: Backstage, sandbox: TelegramSandbox) -> None:
    sandbox.world.say(ALICE, ALICE, "/draw  a\nfox")
    assert (last(backstage).side, last(backstage).name, last(backstage).about) == ("update", "message", "/draw a fox")


def test_what_carries_no_words_is_told_by_its_kind(backstage: Backstage, sandbox: TelegramSandbox) -> None:
    sandbox.world.say_voice(ALICE, ALICE)
    assert last(backstage).about == "voice"


def test_a_long_text_is_told_in_short(backstage: Backstage, sandbox: TelegramSandbox) -> None:
    sandbox.world.say(ALICE, ALICE, "fox " * 100)
    assert len(last(backstage).about) == TEXT


async def test_a_call_is_a_step_with_its_status(backstage: Backstage, bot: Bot) -> None:
    await bot.send_message(ALICE, "<b>Drawing…</b>", parse_mode="HTML")
    step = last(backstage)
    assert (step.side, step.name, step.about, step.status) == ("bot", "sendMessage", "Drawing…", 200)


async def test_an_edit_of_the_media_is_told_by_its_caption(backstage: Backstage, bot: Bot) -> None:
    sent = await bot.send_message(ALICE, "Drawing…")
    media = InputMediaPhoto(media=BufferedInputFile(picture(), "fox.jpeg"), caption="a fox")
    await bot.edit_message_media(media, chat_id=ALICE, message_id=sent.message_id)
    assert (last(backstage).name, last(backstage).about) == ("editMessageMedia", "a fox")


async def test_asking_for_updates_is_no_step(backstage: Backstage, bot: Bot) -> None:
    await bot.get_updates(timeout=0)
    assert not backstage.steps


def test_rubbish_among_the_updates_is_no_step(backstage: Backstage, sandbox: TelegramSandbox) -> None:
    sandbox.world.inject([1, 2])
    assert not backstage.steps


def test_only_the_newest_steps_are_kept() -> None:
    backstage = Backstage(lambda: datetime(2026, 11, 25, tzinfo=UTC))
    for _ in range(KEPT + 5):
        backstage.note(Side.ROW, "request 1", "placed")
    assert [backstage.steps[0].number, len(backstage.steps)] == [6, KEPT]


async def test_every_step_is_told_to_the_page(clock: Clock) -> None:
    told: list[object] = []
    backstage = Backstage(clock)
    backstage.tell = told.append
    backstage.note(Side.MODEL, "generate", "a fox", status=200, took=12)
    assert told == [
        {
            "event": "step",
            "step": {
                "number": 1, "at": "2026-11-21T12:00:00+00:00", "side": "model", "name": "generate", "about": "a fox",
                "status": 200, "took": 12,
            },
        }
    ]  # fmt: skip


async def test_the_refusal_switch_refuses_every_prompt_until_it_is_off() -> None:
    images, backstage = ImagesSandbox(), Backstage()
    backstage.switches |= studio_switches(images)
    usual = images.behaviour
    await backstage.turn("refusal", on=True)
    assert images.behaviour.refused == ("",)
    await backstage.turn("refusal", on=False)
    assert images.behaviour == usual


async def test_the_slow_switch_leaves_the_refusal_as_it_is() -> None:
    images, backstage = ImagesSandbox(), Backstage()
    backstage.switches |= studio_switches(images)
    await backstage.turn("refusal", on=True)
    await backstage.turn("slow", on=True)
    await backstage.turn("refusal", on=False)
    assert images.behaviour.duration == (25.0, 40.0)


async def test_what_happens_once_is_never_on() -> None:
    backstage = Backstage()
    backstage.switches["crash"] = Switch(lambda _: None, lasting=False)
    await backstage.turn("crash", on=True)
    assert not backstage.switches["crash"].on


async def test_without_a_backstage_there_are_no_steps_and_no_switches(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession
) -> None:
    async with http.get(f"{sandbox.url}/control/backstage") as answer:
        assert await answer.json() == {"steps": [], "switches": {}}


@pytest.mark.parametrize("body", [{"name": "refusal", "on": True}, {"name": 1}, [], "x"])
async def test_a_switch_that_is_not_there_is_no_request_that_makes_sense(
    sandbox: TelegramSandbox, http: aiohttp.ClientSession, body: object
) -> None:
    async with http.post(f"{sandbox.url}/control/switch", json=body) as answer:
        assert answer.status == 400
