"""All the ways to ask for a picture."""

import pytest

from bot.app import App
from bot.telegram.plain_text import PlainText
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, group, now, press, pressed, replied, said, spot
from tests.end_to_end.stage import Message, Stage, dab


def drawn(stage: Stage) -> list[tuple[str, int, tuple[int, int]]]:
    """What the provider was asked for: prompts, seeds and ratios."""
    return [(one.prompt, one.seed, one.ratio) for one in stage.images.operations]


def prompts(stage: Stage) -> list[str]:
    """The same, prompts alone."""
    return [one.prompt for one in stage.images.operations]


def asks(stage: Stage, message: Message) -> object:
    """What a message of the bot's makes people do."""
    return stage.telegram.world.asks(*spot(message))


@pytest.mark.usefixtures("app")
class TestReply:
    async def test_draw_in_reply_to_somebodys_words_draws_those(self, stage: Stage) -> None:
        chat = group(stage)
        words = stage.ask("a lighthouse at dusk", BORIS, chat)
        await replied(stage, stage.telegram.world.say(ALICE, chat, "/draw", reply_to=words["message_id"]))
        assert prompts(stage) == ["a lighthouse at dusk"]

    async def test_the_words_given_are_added_and_flags_hold(self, stage: Stage) -> None:
        words = stage.ask("a lighthouse", chat=group(stage))
        request = stage.telegram.world.say(
            BORIS, words["chat"]["id"], "/draw in a storm --seed 17 --ar 2:1", reply_to=words["message_id"]
        )
        await replied(stage, request)
        assert drawn(stage) == [("a lighthouse in a storm", 17, (2, 1))]

    async def test_dashes_in_somebodys_words_are_words(self, stage: Stage) -> None:
        words = stage.ask("a fox --running fast", chat=group(stage))
        await replied(
            stage, stage.telegram.world.say(BORIS, words["chat"]["id"], "/draw", reply_to=words["message_id"])
        )
        assert prompts(stage) == ["a fox --running fast"]

    async def test_another_draw_is_taken_with_its_flags(self, stage: Stage) -> None:
        first = stage.ask("/draw a fox --seed 17")
        await replied(stage, first)
        again = stage.telegram.world.say(ALICE, ALICE, "/draw --ar 2:1", reply_to=first["message_id"])
        await replied(stage, again)
        assert drawn(stage) == [("a fox", 17, (1, 1)), ("a fox", 17, (2, 1))]


@pytest.mark.usefixtures("app")
class TestBare:
    async def test_it_asks_for_the_words_and_draws_the_answer(self, stage: Stage) -> None:
        question = await said(stage, stage.ask("/draw"))
        assert question["text"] == "What should I draw? Reply to this message."
        assert stage.telegram.world.asked(ALICE, ALICE) == question
        answer = stage.telegram.world.say(ALICE, ALICE, "a red fox --seed 17", reply_to=question["message_id"])
        (photo,) = await replied(stage, answer)
        assert stage.picture(photo) == dab("a red fox", 17, 1, 1)

    async def test_it_asks_in_the_persons_language(self, stage: Stage) -> None:
        question = await said(stage, stage.ask("/draw", BORIS))
        assert question["text"] == "Что нарисовать? Ответьте на это сообщение."
        assert asks(stage, question) == {
            "force_reply": True,
            "input_field_placeholder": "рыжая лиса в снегу",
            "selective": False,
        }

    async def test_in_a_group_only_the_asker_is_made_to_answer_and_only_their_answer_counts(self, stage: Stage) -> None:
        world, chat = stage.telegram.world, group(stage)
        question = await said(stage, stage.ask("/draw", ALICE, chat))
        assert (world.asked(ALICE, chat), world.asked(BORIS, chat)) == (question, None)
        world.say(BORIS, chat, "a dog", reply_to=question["message_id"])
        await replied(stage, world.say(ALICE, chat, "a cat", reply_to=question["message_id"]))
        assert prompts(stage) == ["a cat"]

    async def test_flags_without_words_are_not_lost_silently(self, stage: Stage) -> None:
        (sentence,) = await replied(stage, stage.ask("/draw --ar 2:1"), "text")
        assert sentence["text"].startswith("What shall I draw? Write it after the command:")


async def test_the_answer_is_drawn_after_a_restart_of_the_bot(stage: Stage) -> None:
    async with stage.bot():
        question = await said(stage, stage.ask("/draw"))
    async with stage.bot():
        await replied(stage, stage.telegram.world.say(ALICE, ALICE, "a cat", reply_to=question["message_id"]))
    assert prompts(stage) == ["a cat"]


class TestPlainText:
    @pytest.mark.parametrize(
        ("person", "question", "label", "toast"),
        [(ALICE, "Should I draw this?", "Draw", "Drawing it."), (BORIS, "Нарисовать это?", "Нарисовать", "Рисую.")],
    )
    @pytest.mark.usefixtures("app")
    async def test_it_is_offered_to_be_drawn(
        self, stage: Stage, person: int, question: str, label: str, toast: str
    ) -> None:
        words = stage.ask("a red fox", person)
        (offer,) = await replied(stage, words, "text")
        assert (offer["text"], [*buttons(offer)]) == (question, [label])
        assert await press(stage, offer, label, person) == toast
        (photo,) = await replied(stage, words)
        assert stage.replies(*spot(words)) == [photo]  # the question is gone
        assert prompts(stage) == ["a red fox"]

    async def test_a_redelivered_yes_draws_once(self, stage: Stage, app: App) -> None:
        words = stage.ask("a red fox")
        (offer,) = await replied(stage, words, "text")
        pressed(stage, offer, "Draw")
        stage.telegram.world.redeliver()
        await replied(stage, words)
        await stage.settled(app)
        assert prompts(stage) == ["a red fox"]

    async def test_it_is_drawn_where_the_operator_says_so(self, stage: Stage) -> None:
        stage.given["telegram"] = {"plain_text": PlainText.DRAW}
        async with stage.bot():
            await replied(stage, stage.ask("a red fox --seed 17"))
        assert drawn(stage) == [("a red fox", 17, (1, 1))]

    async def test_it_is_ignored_where_the_operator_says_so(self, stage: Stage) -> None:
        stage.given["telegram"] = {"plain_text": PlainText.IGNORE}
        async with stage.bot():
            words = stage.ask("a red fox")
            tips = await said(stage, stage.ask("/tips"))
            reply = stage.telegram.world.say(ALICE, ALICE, "thank you", reply_to=tips["message_id"])
            await said(stage, stage.ask("/help"))
        assert stage.replies(*spot(words)) == stage.replies(*spot(reply)) == []

    @pytest.mark.usefixtures("app")
    async def test_in_a_group_nobody_is_asked(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)  # as an admin the bot reads everything
        words = stage.ask("a red fox", ALICE, chat)
        await said(stage, stage.ask("/help", ALICE, chat))
        assert stage.replies(*spot(words)) == []

    @pytest.mark.usefixtures("app")
    async def test_wrong_flags_are_told_when_it_is_to_be_drawn(self, stage: Stage) -> None:
        (offer,) = await replied(stage, stage.ask("a red fox --sede 5"), "text")
        assert await press(stage, offer, "Draw") == ""
        answer = (await replied(stage, offer["reply_to_message"], "text", 2))[-1]
        assert answer["text"] == "There’s no flag --sede. Did you mean --seed?\n\n/draw a red fox --seed 5"


@pytest.mark.usefixtures("app")
class TestOtherMessages:
    async def test_a_wrong_request_is_drawn_when_it_is_mended_by_an_edit(self, stage: Stage) -> None:
        request = stage.ask("/draw a fox --seed banana")
        await replied(stage, request, "text")
        stage.telegram.world.edit(ALICE, ALICE, request["message_id"], "/draw a fox --seed 17")
        await replied(stage, request)
        assert drawn(stage) == [("a fox", 17, (1, 1))]

    @pytest.mark.parametrize("edited", ["/draw a blue fox", "/draw a fox --n 3", "/draw a fox --seed banana"])
    async def test_an_accepted_request_is_not_drawn_again_when_it_is_edited(self, stage: Stage, edited: str) -> None:
        request = stage.ask("/draw a fox")
        await replied(stage, request)
        stage.telegram.world.edit(ALICE, ALICE, request["message_id"], edited)
        await replied(stage, stage.ask("/draw a bird"))
        assert prompts(stage) == ["a fox", "a bird"]
        assert len(stage.replies(*spot(request))) == 1

    async def test_several_lines_are_one_prompt(self, stage: Stage) -> None:
        await replied(stage, stage.ask("/draw a cosy library\nwith high shelves,\n\ntea\n--seed 17"))
        assert drawn(stage) == [("a cosy library with high shelves, tea", 17, (1, 1))]

    async def test_weighted_parts_become_weighted_messages(self, stage: Stage) -> None:
        await replied(stage, stage.ask("/draw a red fox::2 snow at dusk::0,5"))
        (generate,) = stage.images.wire.of("generate")
        assert generate.params["messages"] == [
            {"text": "a red fox", "weight": "2"},
            {"text": "snow at dusk", "weight": "0.5"},
        ]

    async def test_presets_add_their_phrases_and_the_caption_names_them(self, stage: Stage) -> None:
        (photo,) = await replied(
            stage, stage.ask("/draw замок --стиль масло --light golden --палитра тёплая --seed 17", BORIS)
        )
        assert prompts(stage) == ["замок, масляная живопись, золотой час, тёплые тона"]
        assert photo["caption"].startswith("замок\nзерно 17 · 1:1 · YandexART · масло · золотой · тёплая · ")

    async def test_a_file_is_the_original(self, stage: Stage) -> None:
        (sent,) = await replied(stage, stage.ask("/draw a fox --seed 17 --file"), "document")
        assert stage.telegram.world.file(sent["document"]["file_id"]) == dab("a fox", 17, 1, 1)

    async def test_a_spoiler_is_covered(self, stage: Stage) -> None:
        (photo,) = await replied(stage, stage.ask("/draw a fox --spoiler"))
        assert photo["has_media_spoiler"]


@pytest.mark.parametrize(
    ("flag", "ratio"),
    [
        ("--square", (1, 1)),
        ("--portrait", (2, 3)),
        ("--landscape", (3, 2)),
        ("--wide", (16, 9)),
        ("--tall", (9, 16)),
        ("--широкий", (16, 9)),
    ],
)
@pytest.mark.usefixtures("app")
async def test_a_shape_may_be_given_as_a_word(stage: Stage, flag: str, ratio: tuple[int, int]) -> None:
    await replied(stage, stage.ask(f"/draw a fox {flag} --seed 17"))
    assert drawn(stage) == [("a fox", 17, ratio)]


@pytest.mark.usefixtures("app")
class TestWayOut:
    @pytest.mark.parametrize(
        ("person", "sentence", "label"),
        [
            (ALICE, "There’s no flag --sede. Did you mean --seed?", "How to ask"),
            (BORIS, "Параметра --sede нет. Может быть, --seed?", "Как просить"),
        ],
    )
    async def test_an_unknown_flag_is_answered_with_the_nearest_and_a_button_that_explains(
        self, stage: Stage, person: int, sentence: str, label: str
    ) -> None:
        (answer,) = await replied(stage, stage.ask("/draw a fox --sede 5", person), "text")
        assert answer["text"].startswith(sentence)
        assert await press(stage, answer, label, person) == ""
        (explained,) = await replied(stage, answer, "text")
        assert "--ar" in explained["text"]

    async def test_however_long_the_wrong_word_is_it_is_answered(self, stage: Stage) -> None:
        (answer,) = await replied(stage, stage.ask("/draw a fox --seed " + "x" * 4000), "text")
        assert answer["text"].endswith("\n\n/draw a fox")

    async def test_words_to_somebody_elses_picture_are_left_alone_whatever_they_look_like(self, stage: Stage) -> None:
        chat = group(stage)
        (photo,) = await replied(stage, stage.ask("/draw a fox", ALICE, chat))
        words = stage.telegram.world.say(BORIS, chat, "--wow", reply_to=photo["message_id"])
        await replied(stage, stage.ask("/draw a bird", BORIS, chat))
        assert stage.replies(*spot(words)) == []
        assert now(stage, photo) == photo
