"""/draw in a chat becomes a picture."""

import asyncio
import io
from dataclasses import replace

import pytest
from PIL import Image

from bot.app import App
from sandbox.image_apis import Account
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.end_to_end.people import buttons
from tests.end_to_end.stage import SOON, Stage, dab


@pytest.mark.usefixtures("app")
class TestPicture:
    async def test_the_placeholder_becomes_the_picture(self, stage: Stage) -> None:
        request = stage.ask("/draw a red fox --seed 17 --ar 2:1")
        answer = await stage.answered(request)
        versions = stage.telegram.world.history(ALICE, answer["message_id"])
        assert versions[0]["text"].startswith("Drawing…")
        assert stage.picture(versions[-1]) == dab("a red fox", 17, 2, 1)
        assert len(versions) == 2

    async def test_the_caption_tells_prompt_seed_ratio_model_and_time(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a <b>red</b> fox --seed 17 --ar 2:1"))
        assert answer["caption"] == "a <b>red</b> fox\nseed 17 · 2:1 · YandexART · 1 s"

    async def test_a_russian_is_answered_in_russian(self, stage: Stage) -> None:
        request = stage.ask("/draw рыжая лиса --seed 17", BORIS)
        answer = await stage.answered(request)
        versions = stage.telegram.world.history(BORIS, answer["message_id"])
        assert versions[0]["text"].startswith("Рисую…")
        assert answer["caption"] == "рыжая лиса\nзерно 17 · 1:1 · YandexART · 1 с"

    async def test_a_group_addresses_the_bot_by_name(self, stage: Stage) -> None:
        group = stage.telegram.world.add_group("Painters", [ALICE, BORIS]).id
        username = stage.telegram.world.bot.username
        answer = await stage.answered(stage.ask(f"/draw@{username} a boat —seed 5", BORIS, group))
        assert stage.picture(answer) == dab("a boat", 5, 1, 1)

    async def test_another_bots_command_is_left_alone(self, stage: Stage) -> None:
        group = stage.telegram.world.add_group("Painters", [ALICE])
        stage.ask("/draw@other_bot a boat", ALICE, group.id)
        await stage.answered(stage.ask("/draw a boat", ALICE, group.id))
        assert len(stage.images.operations) == 1

    async def test_a_topic_gets_its_picture_in_the_topic(self, stage: Stage) -> None:
        world = stage.telegram.world
        forum = world.add_supergroup("Forum", [ALICE], forum=True)
        topic = world.add_topic(forum.id, "foxes")
        answer = await stage.answered(world.say(ALICE, forum.id, "/draw a fox", thread=topic.id))
        assert answer["message_thread_id"] == topic.id

    async def test_without_a_seed_the_bot_draws_its_own(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a red fox"))
        own = stage.images.operations[0].seed
        assert own > 0
        assert f"seed {own} " in answer["caption"]

    async def test_seed_0_means_a_seed_of_the_bots_own(self, stage: Stage) -> None:
        await stage.answered(stage.ask("/draw a red fox --seed 0"))
        (generate,) = stage.images.wire.of("generate")
        assert int(generate.params["generationOptions"]["seed"]) > 0

    async def test_a_redelivered_update_draws_once(self, stage: Stage, app: App) -> None:
        request = stage.ask("/draw a red fox")
        await stage.answered(request)
        stage.telegram.world.redeliver()
        await stage.answered(stage.ask("/draw a blue bird"))
        await stage.settled(app)
        assert [operation.prompt for operation in stage.images.operations] == ["a red fox", "a blue bird"]
        assert len(stage.replies(ALICE, request["message_id"])) == 1

    async def test_the_picture_has_the_ratio_that_was_asked_for(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a fox --ar 3:2"))
        width, height = Image.open(io.BytesIO(stage.picture(answer))).size
        assert width * 2 == height * 3


@pytest.mark.usefixtures("app")
async def test_the_request_that_reaches_yandex_is_the_documented_one(stage: Stage) -> None:
    await stage.answered(stage.ask("/draw a pattern of pastel colored succulents --seed 1863 --ar 2:1"))
    (generate,) = stage.images.wire.of("generate")
    assert generate.params == {
        "modelUri": "art://b1gsandbox/yandex-art",
        "messages": [{"text": "a pattern of pastel colored succulents", "weight": "1"}],
        "generationOptions": {
            "mimeType": "image/jpeg",
            "seed": "1863",
            "aspectRatio": {"widthRatio": "2", "heightRatio": "1"},
        },
    }
    assert generate.headers["Authorization"] == "Api-Key sandbox"
    assert generate.headers["Content-Type"] == "application/json"
    assert generate.headers["x-data-logging-enabled"] == "false"
    assert len(generate.headers["x-client-request-id"]) == 36


WRONG = {
    "a fox --seed banana": ("“banana” doesn’t work as a seed.", "a fox"),
    "a fox --seed -5": ("“-5” doesn’t work as a seed.", "a fox --seed 5"),
    "a fox --seed <b>": ("“<b>” doesn’t work as a seed.", "a fox"),
    "a fox —ar 0:1": ("“0:1” isn’t a shape.", "a fox"),
    "a fox --aspect a:b": ("“a:b” isn’t a shape.", "a fox"),
    "a fox --ar 5:1": ("5:1 is too long a shape for this model. It draws from 1:4 to 4:1.", "a fox --ar 4:1"),
    "a fox --ar 1:5": ("1:5 is too long a shape for this model. It draws from 1:4 to 4:1.", "a fox --ar 1:4"),
    "a fox --mood calm": ("There’s no flag --mood. Did you mean --light?", "a fox, calm"),
    "a fox --sede 17": ("There’s no flag --sede. Did you mean --seed?", "a fox --seed 17"),
    "a fox --size 5": ("“5” isn’t a size.", "a fox --ar 1:1"),
    "a fox --size 1024x1024": ("YandexART doesn’t let you choose the size, only the shape", "a fox --ar 1:1"),
    "a fox --quality hd": ("YandexART doesn’t let you choose the quality", "a fox"),
    "a fox --model crayon": ("I’m not sure which model “crayon” is. There’s YandexART.", "a fox"),
    "a fox --seed": ("--seed needs a value", "a fox"),
    "a fox --seed 1 --seed 2": ("--seed is there twice. I’d take the last one.", "a fox --seed 2"),
    "x" * 501: ("That’s 501 characters, and the model reads 500: 1 too many.", "x" * 500),
    "лиса --seed банан": ("«банан» не подходит как зерно.", "лиса"),
    "лиса --стиль импресионизм": ("Стиля «импресионизм» нет.", "лиса --стиль импрессионизм"),
    "лиса --свет маслом": ("Света «маслом» нет, но есть такое для --style.", "лиса --style маслом"),
    "лиса --n 9 --сид 5": ("9 картинок сразу — слишком много. Могу нарисовать до 4.", "лиса --n 4 --сид 5"),
    "лиса --без снега": ("Параметра для того, чего не должно быть, пока нет", "лиса, без снега"),
    "лиса --помощь": ("Все параметры", "лиса"),
}
"""What is wrong, the sentence about it, and the right command of the same person."""


@pytest.mark.usefixtures("app")
class TestWrongRequests:
    async def test_the_answer_names_the_problem_and_has_the_right_command_and_nothing_is_submitted(
        self, stage: Stage
    ) -> None:
        for text, (sentence, right) in WRONG.items():
            answer = await stage.answered(stage.ask(f"/draw {text}", BORIS if "лиса" in text else ALICE))
            assert answer["text"].startswith(sentence)
            assert answer["text"].endswith(f"\n\n/draw {right}")
        assert stage.images.wire.calls == []

    @pytest.mark.parametrize("text", ["/draw --seed 5", "/draw --sede 5", "/draw ::"])
    async def test_without_words_there_is_no_command_that_would_be_right(self, stage: Stage, text: str) -> None:
        answer = await stage.answered(stage.ask(text))
        assert "draw?" in answer["text"]
        assert "Draw it so" not in buttons(answer)

    async def test_exactly_500_characters_are_drawn(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw " + "x" * 500))
        assert "photo" in answer


@pytest.mark.usefixtures("app")
class TestNoPicture:
    async def test_a_refusal_is_told_in_the_placeholder(self, stage: Stage) -> None:
        request = stage.ask("/draw something forbidden")
        answer = await stage.answered(request)
        assert answer["text"] == "The model won’t draw this. Other words may help."
        assert len(stage.replies(ALICE, request["message_id"])) == 1

    async def test_a_refusal_by_the_operation_is_told_in_the_persons_language(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw лиса, откажи позже", BORIS))
        assert answer["text"] == "Модель отказывается это рисовать. Попробуйте другие слова."

    async def test_wrong_credentials_are_the_operators_matter(self, stage: Stage) -> None:
        stage.images.account = Account(api_keys=frozenset({"another"}))
        answer = await stage.answered(stage.ask("/draw a fox"))
        assert answer["text"].startswith("Drawing isn’t available right now")

    async def test_a_busy_service_is_asked_again(self, stage: Stage) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.ANSWER, status=503, times=2))
        assert "photo" in await stage.answered(stage.ask("/draw a fox"))
        assert len(stage.images.operations) == 1

    async def test_a_submission_without_an_answer_is_not_repeated(self, stage: Stage) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP, after_effect=True))
        answer = await stage.answered(stage.ask("/draw a fox"))
        assert answer["text"].startswith("The drawing service didn’t answer")
        assert len(stage.images.operations) == 1


async def test_a_restart_delivers_every_pending_picture_once(stage: Stage) -> None:
    stage.images.behaviour = replace(SOON, duration=3600.0)
    async with stage.bot():
        requests = [stage.ask(f"/draw fox number {number} --seed {number + 1}") for number in range(20)]
        await stage.submitted(20)
    stage.images.clock.advance(3600)
    async with stage.bot():
        answers = await asyncio.gather(*map(stage.answered, requests))
    for number, (request, answer) in enumerate(zip(requests, answers, strict=True)):
        assert stage.picture(answer) == dab(f"fox number {number}", number + 1, 1, 1)
        assert len(stage.replies(ALICE, request["message_id"])) == 1
        assert len(stage.telegram.world.history(ALICE, answer["message_id"])) == 2
    assert len(stage.images.operations) == 20


async def test_300_requests_from_100_chats_at_once_each_get_their_own_picture(stage: Stage, app: App) -> None:
    world = stage.telegram.world
    people = range(5000, 5100)
    for person in people:
        world.add_person(person, f"Person {person}")
    asked = {
        (person, number): world.say(person, person, f"/draw {person} wants {number} --seed {number + 1}")
        for number in range(3)
        for person in people
    }
    for (person, number), request in asked.items():
        answer = await stage.answered(request)
        assert stage.picture(answer) == dab(f"{person} wants {number}", number + 1, 1, 1)
        versions = world.history(person, answer["message_id"])
        assert ["photo" in version for version in versions].count(True) == 1
    await stage.settled(app)
    photos = [message for person in people for message in world.messages(person) if "photo" in message]
    assert len(photos) == len(stage.images.operations) == 300
