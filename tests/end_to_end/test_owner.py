"""Who runs the bot: a menu, statistics, what is found, pausing, and messages to everybody."""

import re
from dataclasses import replace

import pytest

from sandbox.image_apis.behaviour import Billing
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end import acts
from tests.end_to_end.people import buttons, forged, group, now, picture, press, replied
from tests.end_to_end.stage import SOON, Message, Stage


@pytest.fixture
def owned(stage: Stage) -> Stage:
    """Alice runs the bot."""
    stage.given |= {"telegram": {"admins": str(ALICE)}, "drawing": {"models": "yandex-art,dall-e-3"}}
    return stage


async def said(stage: Stage, text: str, person: int = ALICE, chat: int | None = None) -> Message:
    """What the bot answers."""
    (answer,) = await replied(stage, stage.ask(text, person, chat), "text")
    return answer


async def says(stage: Stage, message: Message, words: str) -> Message:
    """A message as soon as it says this."""
    await stage.telegram.world.until(lambda: words in now(stage, message).get("text", ""), timeout=10)
    return now(stage, message)


async def test_the_menu_is_one_message_that_edits_itself(owned: Stage) -> None:
    async with owned.bot() as app:
        await picture(owned)
        await owned.settled(app)
        menu = await said(owned, "/owner")
        assert menu["text"] == ("I’m taking requests.\n\nToday: one picture for one person, $0.02 · waiting now: 0")
        names = ["📊 Statistics", "Find", "Broadcast", "Models", "Pause"]
        assert sorted(buttons(menu)) == sorted(names)
        for name in ("Find", "Broadcast"):
            await press(owned, menu, name)
            await says(owned, menu, "/")
            await press(owned, menu, "Back")
            await says(owned, menu, "I’m taking requests.")


async def test_statistics_are_a_chart_with_a_table(owned: Stage) -> None:
    async with owned.bot() as app:
        await picture(owned)
        await owned.settled(app)
        (shown,) = await replied(owned, owned.ask("/stats"))
    assert re.search(r"Pictures +1 +1 +1\nPeople +1 +1 +1\nRefused +0 +0 +0", shown["caption"])
    assert "YandexART (yandex): 1 drawn, 0 refused, 0 failed, $0.02" in shown["caption"]


async def test_a_request_is_found_by_its_operation_with_its_whole_life(owned: Stage) -> None:
    async with owned.bot() as app:
        await picture(owned, "/draw a secret fox", BORIS)
        await owned.settled(app)
        ((operation,),) = owned.read("SELECT operation_id FROM generations")
        life = await said(owned, f"/find {operation}")
        person = await said(owned, f"/find {BORIS}")
        await press(owned, person, "1")
        (again,) = await replied(owned, person, "text")
        nothing = await said(owned, "/find 6f1c")
    for words in ("a secret fox", f"Person {BORIS}", "· delivered", "1. drawn · YandexART (yandex)", str(operation)):
        assert words in life["text"]
    assert again["text"] == life["text"]
    assert f"Person {BORIS}" in person["text"]
    assert "1. 2026-" in person["text"]
    assert nothing["text"].startswith("I know nothing by 6f1c.")


async def test_while_it_is_paused_people_read_why_and_what_was_accepted_goes_on(owned: Stage) -> None:
    async with owned.bot() as app:
        before = owned.ask("/draw a fox", BORIS)
        await owned.accepted(1)
        paused = await said(owned, "/pause Moving house, back at noon.")
        assert "Moving house, back at noon." in paused["text"]
        assert (await said(owned, "/draw a hare", BORIS))["text"] == "Moving house, back at noon."
        await replied(owned, before)
        await owned.settled(app)
        await press(owned, paused, "Resume")
        await picture(owned, "/draw an owl", BORIS)
    assert owned.kept("requests") == 2


async def test_a_press_and_what_is_chosen_inline_are_refused_as_well(owned: Stage) -> None:
    chat = group(owned)
    async with owned.bot() as app:
        shown = await picture(owned, "/draw a fox")
        await owned.settled(app)
        await said(owned, "/pause")
        answer = await press(owned, shown, "Again")
        assert answer.startswith("I’m not taking new requests at the moment.")
        await acts.says(owned, await acts.posted(owned, "a hare", chat), "I’m not taking new requests")
    assert owned.kept("requests") == 1


async def test_a_model_that_is_off_is_answered_with_the_others(owned: Stage) -> None:
    async with owned.bot():
        menu = await said(owned, "/owner")
        await press(owned, menu, "Models")
        await press(owned, menu, "Switch off DALL·E 3")
        await says(owned, menu, "⚪ DALL·E 3")
        answer = await said(owned, "/draw a fox --model dall-e-3")
        assert answer["text"].startswith("DALL·E 3 is switched off for now. These draw: YandexART.")
        await press(owned, menu, "Switch on DALL·E 3")
        await picture(owned, "/draw a fox --model dall-e-3")


async def test_where_the_default_is_off_the_next_model_draws(owned: Stage) -> None:
    async with owned.bot():
        menu = await said(owned, "/owner")
        await press(owned, menu, "Models")
        await press(owned, menu, "Switch off YandexART")
        await says(owned, menu, "⚪ YandexART")
        shown = await picture(owned, "/draw a fox", BORIS)
    assert "DALL·E 3" in shown["caption"]


async def test_a_broadcast_is_seen_first_and_reaches_all_who_opened_the_chat(owned: Stage) -> None:
    async with owned.bot():
        await said(owned, "/help", BORIS)
        question = await said(owned, "/broadcast <b>New</b>: 4K")
        assert question["text"] == "2 people get the message above, at most 20 a second. Send it?"
        await press(owned, question, "Send")
        done = await says(owned, question, "Sent. 2 of 2: 2 have it.")
        assert not buttons(done)
    assert [one["text"] for one in owned.telegram.world.messages(BORIS)][-1] == "<b>New</b>: 4K"


async def test_to_everybody_else_there_is_nothing_of_this(owned: Stage) -> None:
    """Neither a command nor a button that somebody's client makes up does anything."""
    async with owned.bot():
        for command in ("/owner", "/stats", "/find 1001", "/pause", "/resume", "/broadcast hello"):
            assert (await said(owned, command, BORIS))["text"].startswith(f"Команды {command.split()[0]} нет.")
        menu = await said(owned, "/owner")
        mine = await said(owned, "/help", BORIS)
        for button in buttons(menu).values():
            await forged(owned, mine, button["callback_data"], BORIS)
    assert owned.kept("closings") == 0


async def test_an_alarm_has_a_switch_for_its_model_and_takes_it_back(owned: Stage) -> None:
    async with owned.bot():
        await said(owned, "/help")
        owned.images.behaviour = replace(SOON, duration=0, openai_billing=Billing.HARD_LIMIT)
        owned.ask("/draw a fox --model dall-e-3", BORIS)
        world = owned.telegram.world
        alarm = await world.until(
            lambda: next((one for one in world.messages(ALICE) if "needs you" in one.get("text", "")), None), timeout=10
        )
        assert list(buttons(alarm)) == ["Switch off DALL·E 3", "Pause"]
        answer = await press(owned, alarm, "Switch off DALL·E 3")
        assert answer.startswith("DALL·E 3 is off: nobody can ask for it.")
        await world.until(lambda: "Switch on DALL·E 3" in buttons(now(owned, alarm)))
        assert await forged(owned, alarm, buttons(alarm)["Pause"]["callback_data"], BORIS) != ""
        assert owned.kept("closings") == 1
        await press(owned, alarm, "Switch on DALL·E 3")
        await world.until(lambda: "Switch off DALL·E 3" in buttons(now(owned, alarm)))
    assert owned.kept("closings") == 0


async def test_nobody_pays_while_it_is_paused(owned: Stage) -> None:
    owned.given |= {"stars": {"written": "10=50", "support": "@help_desk", "terms_url": None}}
    async with owned.bot():
        await said(owned, "/pause Back at noon.")
        assert (await said(owned, "/buy"))["text"] == "Back at noon."
