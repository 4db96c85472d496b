"""What people say that is no request: everything is answered, and nothing is drawn by surprise."""

import pytest

from bot.app import App
from sandbox.image_apis import Behaviour
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.people import buttons, forged, group, more, now, picture, press, pressed, replied, said, spot
from tests.end_to_end.stage import Message, Stage, dab

pytestmark = pytest.mark.usefixtures("app")


def prompts(stage: Stage) -> list[str]:
    """What was drawn."""
    return [one.prompt for one in stage.images.operations]


def reply(stage: Stage, message: Message, text: str, person: int = ALICE) -> Message:
    """Somebody replies to a message."""
    chat, message_id = spot(message)
    return stage.telegram.world.say(person, chat, text, reply_to=message_id)


async def quiet(stage: Stage, message: Message) -> bool:
    """Whether nothing answers a message that was brought before another one that is answered."""
    await said(stage, stage.ask("/help", ALICE, message["chat"]["id"]))
    return stage.replies(*spot(message)) == []


class TestCommandsThatThereAreNot:
    @pytest.mark.parametrize(
        ("written", "prompt"),
        [("/imagine a cat", "a cat"), ("/ draw a cat", "a cat"), ("/draw_a_cat", "a cat"), ("/нарисуй кот", "кот")],
    )
    async def test_what_may_be_meant_to_draw_is_drawn_by_one_press(
        self, stage: Stage, written: str, prompt: str
    ) -> None:
        asked = stage.ask(written)
        (answer,) = await replied(stage, asked, "text")
        assert answer["text"].endswith(f"Did you mean this?\n/draw {prompt}")
        await press(stage, answer, next(iter(buttons(answer))))
        await replied(stage, asked)
        assert prompts(stage) == [prompt]

    @pytest.mark.parametrize(
        ("written", "label", "answered"),
        [
            ("/setings", "/settings", "Your defaults"),
            ("/hlep", "/help", "Send /draw"),
            ("/drawa", "/draw", "What should I draw?"),
            ("/gallery", "/history", "You have no pictures yet."),
            ("/foo", "/help", "Send /draw"),
        ],
    )
    async def test_another_one_is_done_by_one_press(
        self, stage: Stage, written: str, label: str, answered: str
    ) -> None:
        (answer,) = await replied(stage, stage.ask(written), "text")
        assert list(buttons(answer)) == [label]
        await press(stage, answer, label)
        done = await said(stage, answer)
        assert done["text"].startswith(answered)

    async def test_a_language_is_chosen_at_once(self, stage: Stage) -> None:
        (answer,) = await replied(stage, stage.ask("/language ru"), "text")
        assert await press(stage, answer, "русский") == "Сохранено."
        assert (await said(stage, stage.ask("/help")))["text"].startswith("Отправьте /draw")

    async def test_a_setting_opens_its_menu(self, stage: Stage) -> None:
        (answer,) = await replied(stage, stage.ask("/model flux"), "text")
        await press(stage, answer, "Model")
        await stage.telegram.world.until(lambda: "Back" in buttons(now(stage, answer)))

    async def test_in_a_group_only_the_bots_own_are_answered(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        assert await quiet(stage, stage.ask("/imagine a cat", ALICE, chat))
        assert await quiet(stage, stage.ask("/imagine@another_bot a cat", ALICE, chat))
        (answer,) = await replied(stage, stage.ask("/imagine@palitra_sandbox_bot a cat", ALICE, chat), "text")
        assert answer["text"].endswith("/draw a cat")
        assert prompts(stage) == []

    @pytest.mark.parametrize("data", ["do:owner", "do:", "do:draw a fox"])
    async def test_a_button_that_nobody_made_does_nothing(self, stage: Stage, data: str) -> None:
        (answer,) = await replied(stage, stage.ask("/hlep"), "text")
        assert await forged(stage, answer, data) == "This button no longer works."


class TestStray:
    async def test_every_kind_of_message_is_answered(self, stage: Stage) -> None:
        world = stage.telegram.world
        sent = {
            "Nice sticker!": world.say_sticker(ALICE, ALICE),
            "I can’t listen": world.say_voice(ALICE, ALICE),
            "I can’t read files.": world.say_document(ALICE, ALICE, b"x", "a.pdf"),
            "No model here can take in a picture yet, so": world.say_photo(ALICE, ALICE, dab("x", 1, 1, 1)),
        }
        for words, message in sent.items():
            (answer,) = await replied(stage, message, "text")
            assert answer["text"].startswith(words)
        assert prompts(stage) == []

    @pytest.mark.parametrize(
        ("kind", "content"),
        [
            ("location", {"latitude": 1.0, "longitude": 2.0}),
            ("contact", {"phone_number": "+1", "first_name": "Ann"}),
            ("dice", {"emoji": "🎲", "value": 6}),
            ("venue", {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "a", "address": "b"}),
            ("video_note", {"file_id": "v", "file_unique_id": "v", "length": 1, "duration": 1}),
            ("something_new", {"a": 1}),
        ],
    )
    async def test_what_the_sandbox_cannot_send_is_answered_too(
        self, stage: Stage, kind: str, content: Message
    ) -> None:
        template = stage.ask("/help")
        await said(stage, template)
        known = {name: template[name] for name in ("chat", "from", "date")}
        stage.telegram.world.inject({"message": known | {"message_id": template["message_id"], kind: content}})
        await stage.telegram.world.until(lambda: len(stage.replies(*spot(template))) == 2)
        assert "/draw a red fox in the snow" in stage.replies(*spot(template))[1]["text"]

    @pytest.mark.parametrize(
        "service", [{"pinned_message": None}, {"new_chat_title": "a"}, {"delete_chat_photo": True}]
    )
    async def test_what_nobody_sent_is_not(self, stage: Stage, service: Message) -> None:
        template = stage.ask("/help")
        answer = await said(stage, template)
        known = {name: template[name] for name in ("chat", "from", "date")}
        service = {name: value or answer for name, value in service.items()}
        stage.telegram.world.inject({"message": known | {"message_id": template["message_id"]} | service})
        await said(stage, stage.ask("/tips"))
        assert len(stage.replies(*spot(template))) == 1

    async def test_an_album_and_a_burst_are_answered_once(self, stage: Stage) -> None:
        world = stage.telegram.world
        sent = [world.say_photo(ALICE, ALICE, dab(str(one), 1, 1, 1), album="7") for one in range(3)]
        sent += [world.say_photo(ALICE, ALICE, dab(str(one), 1, 1, 1)) for one in range(3)]
        await said(stage, stage.ask("/help"))
        assert [len(stage.replies(*spot(one))) for one in sent] == [1, 0, 0, 0, 0, 0]

    async def test_words_below_a_photo_can_be_drawn_alone(self, stage: Stage) -> None:
        photo = stage.telegram.world.say_photo(ALICE, ALICE, dab("x", 1, 1, 1), "my old boat")
        (answer,) = await replied(stage, photo, "text")
        assert answer["text"].endswith("\n/draw my old boat")
        await press(stage, answer, "Draw the words alone")
        await replied(stage, photo)
        assert prompts(stage) == ["my old boat"]

    async def test_in_a_group_nothing_of_it_is(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        assert await quiet(stage, stage.telegram.world.say_sticker(ALICE, chat))
        assert await quiet(stage, stage.telegram.world.say_photo(ALICE, chat, dab("x", 1, 1, 1)))


class TestPhotos:
    async def test_a_photo_with_a_command_is_not_drawn_as_if_it_were_not_there(self, stage: Stage) -> None:
        photo = stage.telegram.world.say_photo(ALICE, ALICE, dab("x", 1, 1, 1), "/draw a fox --seed 17")
        (answer,) = await replied(stage, photo, "text")
        assert answer["text"].startswith("No model here can take in a picture yet.")
        assert prompts(stage) == []
        await press(stage, answer, "Draw the words alone")
        await replied(stage, photo)
        assert [(one.prompt, one.seed) for one in stage.images.operations] == [("a fox", 17)]

    async def test_nor_is_one_that_a_command_replies_to_and_its_words_count(self, stage: Stage) -> None:
        world, chat = stage.telegram.world, group(stage)
        photo = world.say_photo(BORIS, chat, dab("x", 1, 1, 1), "my old boat")
        (answer,) = await replied(stage, reply(stage, photo, "/draw in a storm"), "text")
        assert answer["text"].endswith("/draw my old boat in a storm")
        assert prompts(stage) == []

    async def test_nor_is_one_without_words(self, stage: Stage) -> None:
        photo = stage.telegram.world.say_photo(ALICE, ALICE, dab("x", 1, 1, 1))
        await replied(stage, photo, "text")
        (answer,) = await replied(stage, reply(stage, photo, "/draw"), "text")
        assert "Say in words what you’d like to see" in answer["text"]

    async def test_nor_is_a_picture_of_the_bots_that_it_does_not_know_any_more(self, stage: Stage) -> None:
        await picture(stage)
        leaf = await said(stage, stage.ask("/history"))
        (answer,) = await replied(stage, reply(stage, leaf, "/draw in winter"), "text")
        assert answer["text"].startswith("No model here can take in a picture yet.")
        (answer,) = await replied(stage, reply(stage, leaf, "/again"), "text")
        assert answer["text"] == "I no longer know that picture, so I can’t draw it again."


class TestName:
    async def test_in_a_group_the_bots_name_and_words_are_a_request(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        await replied(stage, stage.ask("@palitra_sandbox_bot a red fox --seed 17", BORIS, chat))
        await replied(stage, stage.ask("a blue fox, @Palitra_Sandbox_Bot", BORIS, chat))
        assert prompts(stage) == ["a red fox", "a blue fox,"]

    async def test_a_name_within_a_sentence_and_anothers_are_not(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        assert await quiet(stage, stage.ask("ask @palitra_sandbox_bot for a fox", BORIS, chat))
        assert await quiet(stage, stage.ask("@another_bot a fox", BORIS, chat))
        assert prompts(stage) == []

    async def test_thanks_to_it_are_answered(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        (answer,) = await replied(stage, stage.ask("@palitra_sandbox_bot спасибо!", BORIS, chat), "text")
        assert answer["text"].startswith("Пожалуйста!")
        assert prompts(stage) == []

    async def test_alone_it_asks_for_words_and_in_reply_draws_those(self, stage: Stage) -> None:
        chat = group(stage)
        stage.telegram.world.promote(chat)
        asked = await said(stage, stage.ask("@palitra_sandbox_bot", ALICE, chat))
        assert asked["text"].startswith("What should I draw?")
        words = stage.ask("a lighthouse", BORIS, chat)
        await replied(stage, reply(stage, words, "@palitra_sandbox_bot at dusk"))
        assert prompts(stage) == ["a lighthouse at dusk"]


class TestWordsToAPicture:
    @pytest.mark.parametrize("words", ["in winter", "wow, love it", "thanks!", "lol", "?"])
    async def test_they_are_asked_about_with_the_words_that_would_be_drawn(self, stage: Stage, words: str) -> None:
        shown = await picture(stage, "/draw a fox --seed 17")
        (question,) = await replied(stage, reply(stage, shown, words), "text")
        assert question["text"].endswith(f"a fox, {words}")
        assert list(buttons(question)) == ["Draw this change", "No"]
        assert prompts(stage) == ["a fox"]

    async def test_yes_makes_the_question_the_picture(self, stage: Stage, app: App) -> None:
        words = reply(stage, await picture(stage, "/draw a fox --seed 17 --ar 2:1"), "in winter")
        (question,) = await replied(stage, words, "text")
        query = pressed(stage, question, "Draw this change")
        pressed(stage, question, "Draw this change")
        await stage.telegram.world.until(lambda: stage.telegram.world.answer(query))
        (changed,) = await replied(stage, words)
        await stage.settled(app)
        assert changed["message_id"] == question["message_id"]
        assert [(one.prompt, one.seed, one.ratio) for one in stage.images.operations][1:] == [
            ("a fox, in winter", 17, (2, 1))
        ]

    async def test_no_leaves_the_picture_and_takes_the_question_away(self, stage: Stage) -> None:
        words = reply(stage, await picture(stage), "lol")
        (question,) = await replied(stage, words, "text")
        assert await press(stage, question, "No") == "The picture stays as it is."
        await stage.telegram.world.until(lambda: not stage.replies(*spot(words)))
        assert len(prompts(stage)) == 1

    async def test_flags_are_shown_with_the_words(self, stage: Stage) -> None:
        (question,) = await replied(stage, reply(stage, await picture(stage, "/draw a fox"), "--ar 2:1"), "text")
        assert question["text"].endswith("a fox --ar 2:1")

    async def test_wrong_flags_are_told_at_once(self, stage: Stage) -> None:
        (answer,) = await replied(stage, reply(stage, await picture(stage), "blue --sede 5"), "text")
        assert "--sede" in answer["text"]
        assert "Draw this change" not in buttons(answer)

    async def test_only_who_wrote_them_presses(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox", ALICE, group(stage))
        (question,) = await replied(stage, reply(stage, shown, "in winter"), "text")
        for label in ("Draw this change", "No"):
            assert await press(stage, question, label, BORIS) == "Это может только тот, кто просил."
        assert prompts(stage) == ["a fox"]

    async def test_a_press_that_is_forged_does_nothing(self, stage: Stage) -> None:
        """The data of one question under another, and of a picture that its person never saw."""
        first, other = await picture(stage, "/draw a fox"), await picture(stage, "/draw a boat", BORIS)
        (question,) = await replied(stage, reply(stage, first, "in winter"), "text")
        (others,) = await replied(stage, reply(stage, other, "зимой", BORIS), "text")
        data = str(buttons(others)["Изменить так"]["callback_data"])
        assert await forged(stage, question, data) == "This button no longer works."
        assert prompts(stage) == ["a fox", "a boat"]

    async def test_words_that_were_changed_are_shown_before_they_are_drawn(self, stage: Stage) -> None:
        words = reply(stage, await picture(stage, "/draw a fox"), "in winter")
        (question,) = await replied(stage, words, "text")
        stage.telegram.world.edit(ALICE, ALICE, words["message_id"], "in autumn")
        assert (await press(stage, question, "Draw this change")).startswith("You changed your words.")
        await stage.telegram.world.until(lambda: now(stage, question)["text"].endswith("a fox, in autumn"))
        assert prompts(stage) == ["a fox"]
        await press(stage, question, "Draw this change")
        await replied(stage, words)
        assert prompts(stage) == ["a fox", "a fox, in autumn"]

    async def test_words_that_were_deleted_are_not_drawn(self, stage: Stage) -> None:
        words = reply(stage, await picture(stage, "/draw a fox"), "in winter")
        (question,) = await replied(stage, words, "text")
        stage.telegram.world.delete(ALICE, ALICE, words["message_id"])
        assert await press(stage, question, "Draw this change") == "This button no longer works."

    async def test_who_wants_no_questions_has_plain_changes_drawn_at_once(self, stage: Stage) -> None:
        menu = await said(stage, stage.ask("/settings"))
        await press(stage, menu, "Replies")
        await press(stage, menu, "drawn at once")
        shown = await picture(stage, "/draw a fox")
        await replied(stage, reply(stage, shown, "in winter"))
        assert prompts(stage) == ["a fox", "a fox, in winter"]
        (question,) = await replied(stage, reply(stage, shown, "wow, love it"), "text")
        assert "Draw this change" in buttons(question)
        assert len(prompts(stage)) == 2

    async def test_in_a_group_it_is_asked_all_the_same(self, stage: Stage) -> None:
        menu = await said(stage, stage.ask("/settings"))
        await press(stage, menu, "Replies")
        await press(stage, menu, "drawn at once")
        shown = await picture(stage, "/draw a fox", ALICE, group(stage))
        (question,) = await replied(stage, reply(stage, shown, "in winter"), "text")
        assert "Draw this change" in buttons(question)

    async def test_a_sheet_is_changed_whole(self, stage: Stage) -> None:
        sheet = await picture(stage, "/draw a fox --n 2 --seed 17")
        words = reply(stage, sheet, "in winter")
        (question,) = await replied(stage, words, "text")
        await press(stage, question, "Draw this change")
        await replied(stage, words)
        assert prompts(stage) == ["a fox"] * 2 + ["a fox, in winter"] * 2


class TestCommandsToAPicture:
    async def test_draw_refines_it_without_a_question_also_anothers(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1", ALICE, group(stage))
        await replied(stage, reply(stage, shown, "/draw in winter", BORIS))
        assert [(one.prompt, one.seed, one.ratio) for one in stage.images.operations][1:] == [
            ("a fox, in winter", 17, (2, 1))
        ]
        assert stage.kept("requests", "user_id = ?", BORIS) == 1

    async def test_again_repeats_that_one(self, stage: Stage) -> None:
        shown = await picture(stage, "/draw a fox --ar 2:1")
        await picture(stage, "/draw a boat")
        await replied(stage, reply(stage, shown, "/again"))
        assert prompts(stage) == ["a fox", "a boat", "a fox"]
        assert stage.images.operations[2].seed != stage.images.operations[0].seed

    async def test_a_bare_draw_is_another_one(self, stage: Stage) -> None:
        await replied(stage, reply(stage, await picture(stage, "/draw a fox"), "/draw"))
        assert prompts(stage) == ["a fox", "a fox"]


class TestEdits:
    async def test_what_was_said_about_wrong_words_becomes_the_placeholder_when_they_are_right(
        self, stage: Stage
    ) -> None:
        asked = stage.ask("/draw a fox --seed banana")
        (answer,) = await replied(stage, asked, "text")
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/draw a fox --seed 17")
        (photo,) = await replied(stage, asked)
        assert photo["message_id"] == answer["message_id"]
        assert len(stage.replies(*spot(asked))) == 1

    async def test_while_they_are_wrong_it_is_changed(self, stage: Stage) -> None:
        asked = stage.ask("/draw a fox --seed banana")
        (answer,) = await replied(stage, asked, "text")
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/draw a fox --ar banana")
        await stage.telegram.world.until(lambda: now(stage, answer)["text"] != answer["text"])
        assert len(stage.replies(*spot(asked))) == 1

    async def test_a_misspelt_command_is_mended_the_same_way(self, stage: Stage) -> None:
        asked = stage.ask("/darw a fox")
        (answer,) = await replied(stage, asked, "text")
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/drwa a blue fox")
        await stage.telegram.world.until(lambda: now(stage, answer)["text"].endswith("/draw a blue fox"))
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/draw a blue fox")
        (photo,) = await replied(stage, asked)
        assert photo["message_id"] == answer["message_id"]
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/darw a green fox")
        assert await quiet(stage, photo)
        assert len(stage.replies(*spot(asked))) == 1
        assert prompts(stage) == ["a blue fox"]

    async def test_where_it_was_deleted_there_is_another_one(self, stage: Stage) -> None:
        asked = stage.ask("/draw a fox --seed banana")
        (answer,) = await replied(stage, asked, "text")
        stage.telegram.world.delete(ALICE, *spot(answer))
        stage.telegram.world.edit(ALICE, ALICE, asked["message_id"], "/draw a fox")
        (photo,) = await replied(stage, asked)
        assert photo["message_id"] > answer["message_id"]


async def test_a_shared_link_draws_with_the_seed_that_it_shows(stage: Stage) -> None:
    shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1 --style oil")
    await more(stage, shown, "Link")
    await stage.telegram.world.until(lambda: "Copy link" in buttons(now(stage, shown)))
    link = str(buttons(now(stage, shown))["Copy link"]["copy_text"]["text"])
    words = await said(stage, stage.ask(f"/start {link.partition('start=')[2]}", BORIS))
    assert await press(stage, words, "Нарисовать", BORIS) == "Рисую."
    await replied(stage, words)
    first, second = stage.images.operations
    assert (second.prompt, second.seed, second.ratio) == (first.prompt, 17, (2, 1))


class TestCancel:
    @pytest.fixture
    def slow(self, stage: Stage) -> None:
        stage.images.behaviour = Behaviour(duration=3600)

    @pytest.mark.usefixtures("slow")
    @pytest.mark.parametrize("word", ["/cancel", "/stop", "never mind"])
    async def test_one_request_is_taken_back_at_once(self, stage: Stage, word: str) -> None:
        stage.ask("/draw a fox")
        await stage.submitted(1)
        assert (await said(stage, stage.ask(word)))["text"] == "Canceled."

    @pytest.mark.usefixtures("slow")
    async def test_several_are_only_after_a_question(self, stage: Stage) -> None:
        asked = [stage.ask(f"/draw a fox {one}") for one in range(3)]
        await stage.submitted(3)
        question = await said(stage, stage.ask("/cancel"))
        assert question["text"] == "You’re waiting for 3 requests here. Cancel them all?"
        assert await press(stage, question, "Cancel all") == "Canceled: 3 requests."
        for one in asked:
            answer = await stage.answered(one)
            assert answer["text"] == "Canceled."

    @pytest.mark.usefixtures("slow")
    async def test_or_go_on(self, stage: Stage) -> None:
        for one in range(2):
            stage.ask(f"/draw a fox {one}")
        await stage.submitted(2)
        question = await said(stage, stage.ask("/cancel"))
        assert await press(stage, question, "Keep drawing") == "I’ll keep drawing."
        assert stage.kept("generations", "status = 'cancelled'") == 0

    @pytest.mark.usefixtures("slow")
    async def test_nobody_takes_back_what_others_wait_for(self, stage: Stage) -> None:
        chat = group(stage)
        for one in range(2):
            stage.ask(f"/draw a fox {one}", ALICE, chat)
        await stage.submitted(2)
        assert (await said(stage, stage.ask("/cancel", BORIS, chat)))["text"] == "Отменять здесь нечего."
        question = await said(stage, stage.ask("/cancel", ALICE, chat))
        assert await press(stage, question, "Cancel all", BORIS) == "Это может только тот, кто просил."
        assert stage.kept("generations", "status = 'cancelled'") == 0

    async def test_a_question_is_taken_back(self, stage: Stage) -> None:
        question = await said(stage, stage.ask("/draw"))
        (answer,) = await replied(stage, stage.ask("/cancel"), "text")
        assert answer["text"] == "All right, I’m no longer waiting for your words."
        assert question not in stage.telegram.world.messages(ALICE)
        assert stage.kept("questions") == 0

    async def test_so_it_is_by_an_answer(self, stage: Stage) -> None:
        question = await said(stage, stage.ask("/draw"))
        (answer,) = await replied(stage, reply(stage, question, "не надо"), "text")
        assert answer["text"].startswith("All right")

    async def test_with_nothing_there_is_a_sentence(self, stage: Stage) -> None:
        assert (await said(stage, stage.ask("/stop")))["text"] == "There’s nothing to cancel here."
