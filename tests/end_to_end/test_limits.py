"""Limits as people meet them: told before, refused with when it works again, drawn then by a press."""

from dataclasses import replace
from datetime import timedelta

import pytest

from sandbox.telegram_api import ALICE, BORIS
from tests.clock import HurriedClock
from tests.end_to_end.people import buttons, group, now, picture, pressed, replied
from tests.end_to_end.stage import SOON, Message, Stage

LIMITED: dict[str, object] = {"user_per_day": 4, "zone": "Europe/Moscow"}
USED_UP = "You can have 4 pictures a day, and you’ve had today’s. There will be more "


@pytest.fixture
def limited(stage: Stage) -> Stage:
    """People have 4 pictures a day."""
    stage.given["limits"] = LIMITED
    return stage


async def refused(stage: Stage, text: str = "/draw an owl --seed 99", *where: int) -> Message:
    """The sentence that a limit is reached."""
    (sentence,) = await replied(stage, stage.ask(text, *where), "text")
    return sentence


async def test_few_pictures_that_are_left_are_told_under_the_picture(limited: Stage) -> None:
    async with limited.bot():
        shown = [await picture(limited) for _ in range(4)]
    lines = [one["caption"].splitlines()[-1] for one in shown]
    assert lines == [
        "You have 3 pictures left today.",
        "You have 2 pictures left today.",
        "You have one picture left today.",
        "That was your last picture for today.",
    ]


async def test_at_the_limit_it_is_told_when_it_works_again_in_the_operators_time_zone(limited: Stage) -> None:
    async with limited.bot() as app:
        await picture(limited, "/draw a fox --n 4")
        sentence = await refused(limited)
        await limited.settled(app)
    assert sentence["text"].startswith(USED_UP)
    assert "at 00:00 (MSK)" in sentence["text"]
    assert list(buttons(sentence)) == ["Draw it then"]
    assert limited.kept("requests") == 1


async def test_more_than_are_left_are_refused_with_how_many_are(limited: Stage) -> None:
    async with limited.bot():
        await picture(limited, "/draw a fox --n 3")
        sentence = await refused(limited, "/draw foxes --n 2")
        assert sentence["text"].startswith("You can have 4 pictures a day, and you have one left.")
        assert await picture(limited, "/draw one fox")


async def test_the_button_has_it_drawn_then_also_after_a_restart(limited: Stage) -> None:
    clock = HurriedClock(1)
    async with limited.bot(clock):
        await picture(limited, "/draw a fox --n 4")
        sentence = await refused(limited)
    async with limited.bot(clock):
        assert (await answered(limited, sentence, "Draw it then")).startswith("I’ll draw this ")
        taken = await changed(limited, sentence)
        assert taken["text"].startswith("I’ll draw this ")
        assert list(buttons(taken)) == ["Cancel"]
    clock.set_by(timedelta(days=1).total_seconds())
    async with limited.bot(clock):
        asked = sentence["reply_to_message"]
        (shown,) = await replied(limited, asked)
    assert "an owl" in shown["caption"]


async def answered(stage: Stage, message: Message, label: str, person: int = ALICE) -> str:
    """What the bot answers to somebody's press of a button."""
    query = pressed(stage, message, label, person)
    answer = await stage.telegram.world.until(lambda: stage.telegram.world.answer(query))
    return str(answer["text"])


async def changed(stage: Stage, message: Message) -> Message:
    """A message as soon as it says something else."""

    def there() -> Message | None:
        found = now(stage, message)
        return None if found["text"] == message["text"] else found

    return await stage.telegram.world.until(there)


async def test_what_is_to_be_drawn_later_can_be_taken_back(limited: Stage) -> None:
    async with limited.bot() as app:
        await picture(limited, "/draw a fox --n 4")
        sentence = await refused(limited)
        await answered(limited, sentence, "Draw it then")
        assert await answered(limited, await changed(limited, sentence), "Cancel") == "Canceled."
        await limited.settled(app)
        assert now(limited, sentence)["text"] == "Canceled."
    assert limited.kept("postponed") == 0


async def test_only_who_asked_has_it_drawn_later(limited: Stage) -> None:
    chat = group(limited)
    async with limited.bot():
        await picture(limited, "/draw a fox --n 4", ALICE, chat)
        sentence = await refused(limited, "/draw an owl", ALICE, chat)
        assert "только" in await answered(limited, sentence, "Draw it then", BORIS)
    assert limited.kept("postponed") == 0


async def test_a_press_at_the_limit_has_its_sentence_with_the_same_button(limited: Stage) -> None:
    async with limited.bot():
        shown = await picture(limited, "/draw a fox --seed 17")
        await picture(limited, "/draw a fox --n 3")
        pressed(limited, shown, "Again")
        (sentence,) = await replied(limited, shown, "text")
        assert sentence["text"].startswith(USED_UP)
        assert list(buttons(sentence)) == ["Draw it then"]


async def test_who_waits_for_as_many_as_they_may_is_told_so_and_gets_it_when_there_is_room(stage: Stage) -> None:
    stage.given["limits"] = {"user_active": 1}
    async with stage.bot(HurriedClock(20)):
        stage.ask("/draw a fox")
        asked = stage.ask("/draw an owl")
        (sentence,) = await replied(stage, asked, "text")
        assert sentence["text"] == "You can have one picture under way at once. I’ll draw more as soon as one is ready."
        pressed(stage, sentence, "Draw it then")
        (shown,) = await replied(stage, asked)
        assert "an owl" in shown["caption"]


async def test_one_person_alone_cannot_use_up_what_the_service_takes_a_day(stage: Stage) -> None:
    """Of 20 pictures one person has half at most; three others get theirs at once."""
    stage.given |= {"yandex": {"generations_per_day": 20}, "limits": {}}
    async with stage.bot() as app:
        asked = [stage.ask(f"/draw fox {number}") for number in range(20)]
        others = [stage.ask("/draw an owl", person) for person in strangers(stage)]
        for request in others:
            await replied(stage, request)
        await stage.settled(app)
        pictures = [one for request in asked for one in stage.replies(ALICE, request["message_id"]) if "photo" in one]
    assert 5 <= len(pictures) <= 10


def strangers(stage: Stage) -> list[int]:
    """Three people nobody has seen before."""
    for person in range(5001, 5004):
        stage.telegram.world.add_person(person, f"Person {person}")
    return list(range(5001, 5004))


async def test_a_flood_of_one_person_makes_few_rows(stage: Stage) -> None:
    stage.given["limits"] = {"user_active": 4}
    stage.images.behaviour = replace(SOON, duration=3600.0)
    async with stage.bot():
        asked = [stage.ask("/draw a fox --n 4") for _ in range(50)]
        for request in asked[1:]:
            await replied(stage, request, "text")
        assert (stage.kept("requests"), stage.kept("generations")) == (1, 4)
