"""Typing the bot's name in any chat: what is offered, and how a chosen result becomes a picture."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS, Status
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.acts import drawn, elsewhere, offered, opened, posted, says, told, typed
from tests.end_to_end.people import buttons, delete, gone, now, press, pressed, said
from tests.end_to_end.stage import SOON, Message, Stage, dab
from tests.end_to_end.test_storage_faults import full_disk

LATER = 3600.0
REFUSED = json.dumps({"ok": False, "error_code": 400, "description": "Bad Request: PHOTO_INVALID_DIMENSIONS"}).encode()


def versions(stage: Stage, message: Message) -> list[Message]:
    return stage.telegram.world.history(message["chat"]["id"], message["message_id"])


def photos(stage: Stage, chat: int) -> list[Message]:
    return [message for message in stage.telegram.world.messages(chat) if "photo" in message]


def storage(stage: Stage) -> int:
    """The operator's chat for uploads, before the bot starts."""
    chat = stage.telegram.world.add_supergroup("Storage", [BORIS]).id
    stage.given["telegram"] = {"storage_chat": chat}
    return chat


@pytest.mark.usefixtures("app")
class TestTyping:
    @pytest.fixture(autouse=True)
    async def started(self, stage: Stage, app: App) -> None:  # noqa: ARG002 - it must be running
        await opened(stage)

    async def test_the_words_are_offered_as_they_are_and_in_three_styles(self, stage: Stage) -> None:
        cards = await offered(stage, "a red fox --ar 2:1")
        assert [(card["title"], card["description"]) for card in cards] == [
            ("Draw this", "a red fox"),
            ("Draw this: photo", "a red fox"),
            ("Draw this: watercolor", "a red fox"),
            ("Draw this: anime", "a red fox"),
        ]

    async def test_a_russian_is_offered_them_in_russian(self, stage: Stage) -> None:
        await opened(stage, BORIS)
        titles = [card["title"] for card in await offered(stage, "рыжая лиса", BORIS)]
        assert titles == ["Нарисовать это", *(f"Нарисовать это: {one}" for one in ("фото", "акварель", "аниме"))]

    async def test_words_with_a_style_are_offered_in_no_other(self, stage: Stage) -> None:
        assert [card["title"] for card in await offered(stage, "a fox --style oil")] == ["Draw this"]

    async def test_nothing_is_drawn_while_somebody_types(self, stage: Stage, app: App) -> None:
        for length in range(1, 10):
            await typed(stage, "a red fox"[:length])
        await stage.settled(app)
        assert stage.images.wire.calls == []

    async def test_own_pictures_that_match_are_offered_by_their_file(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a red fox"))
        await stage.answered(stage.ask("/draw a boat"))
        *_, last = cards = await offered(stage, "FOX")
        assert [card["type"] for card in cards] == ["article"] * 4 + ["photo"]
        assert last["photo"] == answer["photo"]

    async def test_own_pictures_match_whatever_the_case_of_a_russian_letter(self, stage: Stage) -> None:
        await stage.answered(stage.ask("/draw Рыжая Лиса"))
        assert [card["type"] for card in await offered(stage, "лиса")][-1] == "photo"

    async def test_a_percent_sign_matches_itself_only(self, stage: Stage) -> None:
        await stage.answered(stage.ask("/draw a fox"))
        assert {card["type"] for card in await offered(stage, "%")} == {"article"}

    async def test_an_own_picture_is_posted_without_a_new_generation(self, stage: Stage, app: App) -> None:
        answer = await stage.answered(stage.ask("/draw a red fox"))
        shown = await posted(stage, "fox", elsewhere(stage), nth=-1)
        await stage.settled(app)
        assert (shown["photo"], shown["caption"]) == (answer["photo"], "a red fox")
        assert len(stage.images.operations) == 1

    @pytest.mark.usefixtures("gone_at_once")
    async def test_a_picture_deleted_from_its_chat_is_offered_no_more(self, stage: Stage) -> None:
        answer = await stage.answered(stage.ask("/draw a fox"))
        await delete(stage, answer)
        await gone(stage, answer)
        assert {card["type"] for card in await offered(stage, "fox")} == {"article"}

    async def test_nobody_is_offered_the_pictures_of_others(self, stage: Stage) -> None:
        await opened(stage, BORIS)
        await stage.answered(stage.ask("/draw a fox", BORIS))
        assert {card["type"] for card in await offered(stage, "fox")} == {"article"}

    async def test_without_words_recent_pictures_come_first_and_then_examples(self, stage: Stage) -> None:
        await stage.answered(stage.ask("/draw a fox"))
        cards = await offered(stage, "")
        assert [card["type"] for card in cards] == ["photo", "article", "article", "article"]
        assert cards[1]["description"] == "a lighthouse in a storm, oil painting"

    @pytest.mark.parametrize("rest", ["--", "—"])
    async def test_dashes_alone_are_words(self, stage: Stage, rest: str) -> None:
        card, *_ = await offered(stage, f"a fox --view closeup {rest}")
        assert card["description"] == f"a fox {rest}"

    @pytest.mark.parametrize(
        ("rest", "right", "wrong"),
        [
            ("--sty", "a fox --style", "There’s no flag --sty. Did you mean --style?"),
            ("--seed", "a fox", "--seed needs a value. You can also leave it out."),
            ("--seed 1x", "a fox --seed 1", "“1x” doesn’t work as a seed."),
            ("--light moody", "a fox --light dramatic", "There’s no light “moody”. Closest: dramatic, night."),
            ("—ar 9:1", "a fox —ar 4:1", "9:1 is too long a shape for this model."),
            ("--model dalle --seed 5", "a fox", "I’m not sure which model “dalle” is."),
        ],
    )
    async def test_what_is_wrong_is_said_first_with_what_would_be_drawn_instead(
        self, stage: Stage, rest: str, right: str, wrong: str
    ) -> None:
        card, *_ = await offered(stage, f"a fox {rest}")
        assert card["title"].startswith(f"Draw it so: {right.removesuffix(' --style')}")
        assert card["description"].startswith(wrong)

    async def test_choosing_what_is_right_draws_that(self, stage: Stage) -> None:
        await drawn(stage, await posted(stage, "a fox --sede 17 --light moody", elsewhere(stage)))
        (one,) = stage.images.operations
        assert (one.prompt, one.seed) == ("a fox, dramatic lighting", 17)

    async def test_the_choices_of_a_style_that_is_missing_are_offered_and_drawn(self, stage: Stage) -> None:
        titles = [card["title"] for card in await offered(stage, "a fox --style")]
        assert titles[:4] == ["Draw it so: a fox", *(f"Draw this: {one}" for one in ("photo", "oil", "watercolor"))]
        await drawn(stage, await posted(stage, "a fox --style", elsewhere(stage), nth=2))
        assert stage.images.operations[0].prompt == "a fox, oil painting"

    async def test_256_characters_are_offered_whole(self, stage: Stage) -> None:
        words = "ф" * 256
        shown = await posted(stage, words, elsewhere(stage))
        await drawn(stage, shown)
        assert stage.images.operations[0].prompt == words

    async def test_answers_are_kept_for_nobody_and_no_time(self, stage: Stage) -> None:
        answer = stage.telegram.world.inline_answer(await typed(stage, "a fox"))
        assert answer
        assert (answer["cache_time"], answer["is_personal"]) == (0, True)

    async def test_a_picture_that_came_as_a_file_keeps_nobody_from_drawing(self, stage: Stage) -> None:
        json_type = {"Content-Type": "application/json"}
        fault = Fault("editMessageMedia", Spoil.ANSWER, status=400, body=REFUSED, headers=json_type)
        stage.telegram.wire.faults.append(fault)
        request = stage.ask("/draw a fox")
        await stage.telegram.world.until(
            lambda: [reply for reply in stage.replies(ALICE, request["message_id"]) if "document" in reply]
        )
        assert len(await offered(stage, "a fox")) == 4


class TestNeverStarted:
    @pytest.mark.usefixtures("app")
    @pytest.mark.parametrize(
        ("person", "text", "back"),
        [
            (ALICE, "Open our chat first, then draw anywhere", "Back to the chat"),
            (BORIS, "Сначала откройте наш чат, потом рисуйте где угодно", "Назад в чат"),
        ],
    )
    async def test_a_button_leads_to_the_private_chat_and_another_one_back(
        self, stage: Stage, person: int, text: str, back: str
    ) -> None:
        world = stage.telegram.world
        answer = world.inline_answer(await typed(stage, "a fox", person))
        assert answer
        assert (answer["results"], answer["button"]) == ([], {"text": text, "start_parameter": "inline"})
        stage.ask("/start inline", person)
        await world.until(lambda: buttons(world.messages(person)[-1]))
        assert buttons(world.messages(person)[-1])[back]["switch_inline_query"] == ""
        assert await offered(stage, "a fox", person)

    @pytest.mark.usefixtures("app")
    async def test_who_ever_wrote_to_the_bot_has_started(self, stage: Stage) -> None:
        await stage.answered(stage.ask("/draw a boat"))
        assert await offered(stage, "a fox")

    @pytest.mark.usefixtures("app")
    async def test_who_blocked_the_bot_is_led_there_again(self, stage: Stage) -> None:
        await opened(stage)
        stage.telegram.world.block(ALICE)
        await stage.answered(stage.ask("/draw a boat", BORIS))
        assert await offered(stage, "a fox") == []

    async def test_with_a_storage_chat_nobody_has_to(self, stage: Stage) -> None:
        storage(stage)
        async with stage.bot():
            assert await offered(stage, "a fox")


@pytest.mark.usefixtures("app")
class TestChoosing:
    @pytest.fixture(autouse=True)
    async def started(self, stage: Stage, app: App) -> None:  # noqa: ARG002 - it must be running
        await opened(stage)

    async def test_the_placeholder_becomes_the_picture_where_the_bot_is_not(self, stage: Stage, app: App) -> None:
        shown = await posted(stage, "a red fox --seed 17 --ar 2:1", elsewhere(stage))
        assert shown["text"] == "Drawing… a red fox"
        assert stage.picture(await drawn(stage, shown)) == dab("a red fox", 17, 2, 1)
        await stage.settled(app)
        assert [sorted({"text", "photo"} & version.keys()) for version in versions(stage, shown)] == [
            ["text"],
            ["text"],
            ["photo"],
        ]

    async def test_it_does_so_where_the_bot_is_as_well_and_nothing_else_is_said_there(
        self, stage: Stage, app: App
    ) -> None:
        chat = stage.telegram.world.add_group("Painters", [ALICE]).id
        await drawn(stage, await posted(stage, "/draw a fox", chat))
        await stage.settled(app)
        assert len(stage.telegram.world.messages(chat)) == 1
        assert len(stage.images.operations) == 1

    async def test_the_caption_is_that_of_any_picture(self, stage: Stage) -> None:
        shown = await drawn(stage, await posted(stage, "a red fox --seed 17", elsewhere(stage)))
        assert shown["caption"] == "a red fox\nseed 17 · 1:1 · YandexART · 1 s"

    async def test_a_russian_reads_it_in_russian(self, stage: Stage) -> None:
        await opened(stage, BORIS)
        shown = await posted(stage, "лиса --seed 17", elsewhere(stage), BORIS)
        assert shown["text"] == "Рисую… лиса"
        assert list(buttons(shown)) == ["Нарисовать"]
        assert (await drawn(stage, shown))["caption"] == "лиса\nзерно 17 · 1:1 · YandexART · 1 с"

    async def test_a_style_that_was_chosen_is_drawn(self, stage: Stage) -> None:
        shown = await drawn(stage, await posted(stage, "a red fox", elsewhere(stage), nth=2))
        assert "watercolor" in shown["caption"]

    async def test_a_file_comes_as_a_file(self, stage: Stage) -> None:
        assert "document" in await drawn(stage, await posted(stage, "a fox --file", elsewhere(stage)))

    async def test_a_hidden_picture_is_hidden(self, stage: Stage) -> None:
        shown = await drawn(stage, await posted(stage, "a fox --spoiler", elsewhere(stage)))
        assert shown["has_media_spoiler"]

    async def test_under_the_picture_are_a_way_to_draw_it_again_there_and_a_link(self, stage: Stage) -> None:
        shown = await drawn(stage, await posted(stage, "a fox --ar 2:1 --style oil", elsewhere(stage)))
        below = buttons(shown)
        assert below["Again"]["switch_inline_query_current_chat"] == "a fox --ar 2:1 --style oil"
        assert below["Draw your own"]["url"].startswith("https://t.me/palitra_sandbox_bot?start=")

    async def test_the_words_to_draw_a_long_one_again_can_be_typed(self, stage: Stage) -> None:
        shown = await drawn(stage, await posted(stage, "x" * 256, elsewhere(stage)))
        again = buttons(shown)["Again"]["switch_inline_query_current_chat"]
        assert len(again) == 256
        assert again.endswith("x --ar 1:1")

    async def test_without_feedback_the_button_draws(self, stage: Stage) -> None:
        stage.telegram.world.inline_feedback = False
        shown = await posted(stage, "a fox --seed 17", elsewhere(stage))
        assert await press(stage, shown, "Draw") == "Drawing it."
        assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)

    async def test_the_button_is_for_who_typed(self, stage: Stage) -> None:
        stage.telegram.world.inline_feedback = False
        shown = await posted(stage, "a fox", elsewhere(stage))
        assert (
            await press(stage, shown, "Draw", BORIS)
            == "Нарисовать эти слова может только тот, кто их набрал, и только некоторое время."
        )
        assert stage.images.wire.calls == []

    async def test_feedback_and_presses_however_often_are_one_picture(self, stage: Stage, app: App) -> None:
        world = stage.telegram.world
        shown = await posted(stage, "a fox", elsewhere(stage))
        presses = [pressed(stage, shown, "Draw") for _ in range(2)]
        world.redeliver()
        world.redeliver(world.updates.last_id - 2)
        assert [await told(stage, query) for query in presses] == ["Drawing it.", "Drawing it."]
        await drawn(stage, shown)
        await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_a_press_before_the_feedback_is_one_picture_too(self, stage: Stage, app: App) -> None:
        world = stage.telegram.world
        world.inline_feedback = False
        query = await typed(stage, "a fox")
        shown = world.choose(ALICE, query, world.cards(query)[0]["id"], elsewhere(stage))
        result = {"result_id": world.cards(query)[0]["id"], "from": world.person(ALICE).user(), "query": "a fox"}
        assert await press(stage, shown, "Draw") == "Drawing it."
        world.offer("chosen_inline_result", result | {"inline_message_id": world.inline_id(shown)})
        await drawn(stage, shown)
        await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_a_press_draws_what_is_right(self, stage: Stage) -> None:
        stage.telegram.world.inline_feedback = False
        shown = await posted(stage, "a fox --ar 9:1", elsewhere(stage))
        await press(stage, shown, "Draw")
        await stage.submitted(1)
        assert stage.images.operations[0].ratio == (4, 1)

    async def test_a_deleted_message_ends_it(self, stage: Stage, app: App) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        shown = await posted(stage, "a fox", elsewhere(stage))
        await stage.submitted(1)
        stage.telegram.world.delete(ALICE, shown["chat"]["id"], shown["message_id"])
        stage.images.clock.advance(LATER)
        await stage.settled(app)
        assert stage.telegram.world.messages(shown["chat"]["id"]) == []


async def test_what_cannot_be_drawn_any_more_says_why_with_the_right_words(stage: Stage) -> None:
    stage.telegram.world.inline_feedback = False
    async with stage.bot(models="yandex-art,dall-e-3"):
        await opened(stage)
        shown = await posted(stage, "a fox --ar 3:1 --seed 5", elsewhere(stage))
        settings = await said(stage, stage.ask("/settings"))
        await press(stage, settings, "Model")
        await press(stage, settings, "DALL·E 3")
        assert await press(stage, shown, "Draw") == ""
        answer = await says(stage, shown, "DALL·E 3 doesn’t use seeds")
        assert answer["text"].endswith("\n\n/draw a fox --ar 3:1")
        assert "reply_markup" not in answer
    assert stage.images.wire.calls == []


@pytest.mark.usefixtures("app")
class TestNoPicture:
    @pytest.fixture(autouse=True)
    async def started(self, stage: Stage, app: App) -> None:  # noqa: ARG002 - it must be running
        await opened(stage)

    async def test_a_refusal_is_told_in_the_message(self, stage: Stage) -> None:
        shown = await posted(stage, "something forbidden", elsewhere(stage))
        answer = await says(stage, shown, "The model won’t draw this.")
        assert "reply_markup" not in answer

    async def test_what_may_go_well_another_time_has_a_button(self, stage: Stage) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
        shown = await posted(stage, "a fox --seed 17", elsewhere(stage))
        await says(stage, shown, "The drawing service didn’t answer")
        assert list(buttons(now(stage, shown))) == ["Try again"]
        assert await press(stage, shown, "Try again") == "Trying again."
        assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)

    async def test_pressing_it_twice_asks_once(self, stage: Stage, app: App) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
        shown = await posted(stage, "a fox", elsewhere(stage))
        await says(stage, shown, "The drawing service didn’t answer")
        for query in [pressed(stage, shown, "Try again") for _ in range(2)]:
            await told(stage, query)
        await drawn(stage, shown)
        await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_the_button_is_for_who_asked(self, stage: Stage) -> None:
        stage.images.wire.faults.append(Fault("generate", Spoil.DROP))
        shown = await posted(stage, "a fox", elsewhere(stage))
        await says(stage, shown, "The drawing service didn’t answer")
        assert await press(stage, shown, "Try again", BORIS) == "Это может только тот, кто просил."

    async def test_it_can_be_taken_back(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        shown = await posted(stage, "a fox", elsewhere(stage))
        await stage.submitted(1)
        assert await press(stage, shown, "Cancel", BORIS) == "Это может только тот, кто просил."
        assert await press(stage, shown, "Cancel") == "Canceled."
        await says(stage, shown, "Canceled.")

    async def test_where_nothing_can_be_uploaded_the_picture_is_kept_and_can_be_sent_again(
        self, stage: Stage, app: App
    ) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        shown = await posted(stage, "a fox --seed 17", elsewhere(stage))
        await stage.submitted(1)
        stage.telegram.world.block(ALICE)
        stage.images.clock.advance(LATER)
        await says(stage, shown, "please open our private chat once, then press the button.")
        assert await press(stage, shown, "Send it again", BORIS) == "Это может только тот, кто просил."
        stage.telegram.world.unblock(ALICE)
        assert await press(stage, shown, "Send it again") == "Sending it again."
        assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)
        await stage.settled(app)
        assert len(stage.images.operations) == 1


class TestUpload:
    @pytest.mark.usefixtures("app")
    async def test_without_a_storage_chat_it_passes_through_the_persons_own(self, stage: Stage) -> None:
        await opened(stage)
        shown = await posted(stage, "a fox", elsewhere(stage))
        file = (await drawn(stage, shown))["photo"][-1]["file_id"]
        (sent,) = stage.telegram.wire.of("sendPhoto")
        assert (sent.params["chat_id"], sent.params["disable_notification"]) == (ALICE, True)
        assert photos(stage, ALICE) == []
        assert stage.telegram.world.file(file)

    async def test_with_one_it_stays_there(self, stage: Stage) -> None:
        chat = storage(stage)
        async with stage.bot():
            shown = await drawn(stage, await posted(stage, "a fox", elsewhere(stage)))
        (kept,) = photos(stage, chat)
        assert kept["photo"] == shown["photo"]
        assert photos(stage, ALICE) == []

    async def test_an_edit_that_has_to_be_repeated_uploads_nothing_again(self, stage: Stage) -> None:
        chat = storage(stage)
        stage.telegram.wire.faults.append(Fault("editMessageMedia", Spoil.ANSWER, status=502, times=2))
        async with stage.bot(HurriedClock(100)):
            await drawn(stage, await posted(stage, "a fox", elsewhere(stage)))
        assert len(photos(stage, chat)) == 1

    async def test_a_restart_after_the_upload_uploads_nothing_again(self, stage: Stage) -> None:
        chat = storage(stage)
        away = Fault("editMessageMedia", Spoil.ANSWER, status=502, times=-1)
        stage.telegram.wire.faults.append(away)
        async with stage.bot():
            shown = await posted(stage, "a fox --seed 17", elsewhere(stage))
            await stage.telegram.world.until(lambda: photos(stage, chat))
        stage.telegram.wire.faults.clear()
        async with stage.bot():
            assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)
        assert len(photos(stage, chat)) == 1

    async def test_a_form_that_is_refused_is_uploaded_as_a_file(self, stage: Stage) -> None:
        storage(stage)
        json_type = {"Content-Type": "application/json"}
        fault = Fault("sendPhoto", Spoil.ANSWER, status=400, body=REFUSED, headers=json_type)
        stage.telegram.wire.faults.append(fault)
        async with stage.bot():
            assert "document" in await drawn(stage, await posted(stage, "a fox", elsewhere(stage)))

    async def test_a_storage_chat_that_cannot_be_used_is_stood_in_for_by_the_persons_own(self, stage: Stage) -> None:
        stage.telegram.world.kick(storage(stage))
        async with stage.bot():
            assert "photo" in await drawn(stage, await posted(stage, "a fox", elsewhere(stage)))
        assert photos(stage, ALICE) == []

    async def test_a_storage_chat_that_became_a_supergroup_is_followed(self, stage: Stage) -> None:
        old = stage.telegram.world.add_group("Storage", [BORIS]).id
        stage.given["telegram"] = {"storage_chat": old}
        new = stage.telegram.world.migrate(old).id
        async with stage.bot():
            await drawn(stage, await posted(stage, "a fox", elsewhere(stage)))
        assert len(photos(stage, new)) == 1


class TestRestart:
    async def test_a_press_after_a_restart_is_the_request_that_feedback_brought(self, stage: Stage) -> None:
        chat = elsewhere(stage)
        stage.images.behaviour = replace(SOON, duration=LATER)
        async with stage.bot():
            await opened(stage)
            shown = await posted(stage, "a fox --seed 17", chat)
            draw = buttons(shown)["Draw"]["callback_data"]
            await stage.submitted(1)
        world = stage.telegram.world
        call = {"id": "1", "from": world.person(ALICE).user(), "chat_instance": "1", "data": draw}
        world.offer("callback_query", call | {"inline_message_id": world.inline_id(shown)})
        stage.images.clock.advance(LATER)
        async with stage.bot() as app:
            assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)
            await stage.settled(app)
        assert len(stage.images.operations) == 1

    async def test_a_button_works_after_a_restart(self, stage: Stage) -> None:
        stage.telegram.world.inline_feedback = False
        async with stage.bot():
            await opened(stage)
            shown = await posted(stage, "a fox", elsewhere(stage))
        async with stage.bot():
            await press(stage, shown, "Draw")
            assert "photo" in await drawn(stage, shown)

    async def test_what_was_being_drawn_comes_after_a_restart(self, stage: Stage) -> None:
        stage.images.behaviour = replace(SOON, duration=LATER)
        async with stage.bot():
            await opened(stage)
            shown = await posted(stage, "a fox --seed 17", elsewhere(stage))
            await stage.submitted(1)
        stage.images.clock.advance(LATER)
        async with stage.bot():
            assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)


async def test_a_chat_the_bot_was_never_in_needs_no_membership(stage: Stage, app: App) -> None:
    await opened(stage)
    chat = stage.telegram.world.add_supergroup("Strangers", [ALICE], bot=Status.KICKED).id
    await drawn(stage, await posted(stage, "a fox", chat))
    await stage.settled(app)


class TestDatabaseAway:
    @pytest.fixture(autouse=True)
    async def started(self, stage: Stage) -> AsyncIterator[None]:
        async with stage.bot(HurriedClock()):
            await opened(stage)
            yield

    async def test_who_types_sees_nothing_and_does_not_wait(self, stage: Stage) -> None:
        with full_disk(stage):
            assert await offered(stage, "a fox") == []
        assert await offered(stage, "a fox")

    async def test_a_choice_says_so_in_the_end_and_the_button_draws_later(self, stage: Stage) -> None:
        query, chat = await typed(stage, "a fox --seed 17"), elsewhere(stage)
        with full_disk(stage):
            shown = stage.telegram.world.choose(ALICE, query, stage.telegram.world.cards(query)[0]["id"], chat)
            await says(stage, shown, "I can’t take requests right now.")
            assert (await press(stage, shown, "Draw")).startswith("I can’t take requests right now.")
        assert await press(stage, shown, "Draw") == "Drawing it."
        assert stage.picture(await drawn(stage, shown)) == dab("a fox", 17, 1, 1)
