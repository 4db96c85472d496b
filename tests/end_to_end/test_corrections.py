"""Whoever writes something wrong gets their own command back, right: to be copied, or drawn by a tap."""

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, forged, group, now, press, pressed, replied, spot
from tests.end_to_end.stage import Message, Stage

SO = "Draw it so"


def copied(message: Message) -> str:
    """What a tap on the last code of a message copies."""
    entity = [one for one in message["entities"] if one["type"] == "code"][-1]
    units: bytes = message["text"].encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


def drawn(stage: Stage) -> list[tuple[str, int, tuple[int, int]]]:
    """What the provider was asked for: prompts, seeds and ratios."""
    return [(one.prompt, one.seed, one.ratio) for one in stage.images.operations]


async def corrected(stage: Stage, text: str, person: int = ALICE, chat: int | None = None) -> Message:
    """The answer to something wrong."""
    (answer,) = await replied(stage, stage.ask(text, person, chat), "text")
    return answer


@pytest.mark.usefixtures("app")
class TestDrawItSo:
    @pytest.mark.parametrize(
        ("person", "wrong", "right", "label"),
        [
            (ALICE, "/draw a fox --sede 17 --ar 2:1", "/draw a fox --seed 17 --ar 2:1", SO),
            (BORIS, "/draw лиса --семя 17 --ar 2:1 --стиль=", "/draw лиса --семя 17 --ar 2:1", "Нарисовать так"),
        ],
    )
    async def test_the_right_command_is_there_to_copy_and_a_tap_draws_it(
        self, stage: Stage, person: int, wrong: str, right: str, label: str
    ) -> None:
        answer = await corrected(stage, wrong, person)
        assert copied(answer) == right
        await press(stage, answer, label, person)
        await stage.telegram.world.until(
            lambda: "photo" in now(stage, answer)
        )  # it became the placeholder, and that it
        assert drawn(stage) == [(right.split()[1] if person == BORIS else "a fox", 17, (2, 1))]

    async def test_two_taps_are_one_request(self, stage: Stage, app: App) -> None:
        answer = await corrected(stage, "/draw a fox --sede 17")
        pressed(stage, answer, SO)
        pressed(stage, answer, SO)
        stage.telegram.world.redeliver()
        await stage.telegram.world.until(lambda: "photo" in now(stage, answer))
        await stage.settled(app)
        assert len(drawn(stage)) == 1

    async def test_a_choice_is_drawn_instead_of_a_value_that_is_missing(self, stage: Stage) -> None:
        answer = await corrected(stage, "/draw a fox --style --seed 5")
        assert {"photo", "watercolor", SO} < set(buttons(answer))
        await press(stage, answer, "watercolor")
        await stage.submitted(1)
        assert drawn(stage)[0][:2] == ("a fox, watercolor painting", 5)

    async def test_in_a_group_nobody_draws_what_somebody_else_wrote(self, stage: Stage) -> None:
        answer = await corrected(stage, "/draw a fox --sede 17", ALICE, group(stage))
        assert await press(stage, answer, SO, BORIS) == "Это может только тот, кто просил."
        assert drawn(stage) == []
        await press(stage, answer, SO, ALICE)
        await stage.submitted(1)

    async def test_in_a_group_nobody_draws_words_that_are_gone(self, stage: Stage) -> None:
        request = stage.ask("/draw a fox --sede 17", ALICE, group(stage))
        (answer,) = await replied(stage, request, "text")
        stage.telegram.world.delete(ALICE, *spot(request))
        for person in (ALICE, BORIS):
            assert await press(stage, answer, SO, person) in (
                "This button no longer works.",
                "Эта кнопка больше не работает.",
            )
        assert drawn(stage) == []

    async def test_an_edit_that_is_right_and_a_tap_are_one_request(self, stage: Stage, app: App) -> None:
        request = stage.ask("/draw a fox --sede 17")
        (answer,) = await replied(stage, request, "text")
        pressed(stage, answer, SO)
        stage.telegram.world.edit(ALICE, ALICE, request["message_id"], "/draw a fox --seed 18")
        await stage.telegram.world.until(lambda: "photo" in now(stage, answer))
        await stage.settled(app)
        assert len(drawn(stage)) == 1

    @pytest.mark.parametrize("data", ["so||", "so|style|oil", "so|seed|5"])
    async def test_a_press_that_no_button_of_the_message_carries_draws_nothing(self, stage: Stage, data: str) -> None:
        (photo,) = await replied(stage, stage.ask("/draw a fox --seed 17"))
        answer = await corrected(stage, "/draw a fox --ar banana")
        assert await forged(stage, photo, data) == "This button no longer works."
        if data != "so||":
            assert await forged(stage, answer, data) == "This button no longer works."
        assert len(drawn(stage)) == 1


@pytest.mark.usefixtures("app")
class TestChanges:
    async def test_what_is_wrong_in_a_change_is_answered_with_all_that_would_be_drawn(self, stage: Stage) -> None:
        await replied(stage, stage.ask("/draw a fox --seed 17 --ar 2:1"))
        answer = await corrected(stage, "/again in winter --sted 5 --style oil")
        assert copied(answer) == "/draw a fox, in winter --model yandex-art --seed 5 --ar 2:1 --style oil"
        await press(stage, answer, SO)
        await stage.submitted(2)
        assert drawn(stage)[1] == ("a fox, in winter, oil painting", 5, (2, 1))

    async def test_words_that_are_offered_are_corrected_when_they_are_to_be_drawn(self, stage: Stage) -> None:
        (offer,) = await replied(stage, stage.ask("a fox --light moody"), "text")
        await press(stage, offer, "Draw")
        answers = await replied(stage, offer["reply_to_message"], "text", 2)
        assert copied(answers[-1]) == "/draw a fox --light dramatic"
