"""What the admins of a group choose for everyone in it: in one message, by buttons."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from sandbox.wire import Fault, Spoil
from tests.clock import HurriedClock
from tests.end_to_end.people import buttons, group, now, picture, press, replied, said
from tests.end_to_end.stage import Message, Stage

FIRST = (
    "The rules of this group\n\n"
    "Who may draw: everyone\nModel: each person’s own\nPictures a day: no limit\nLanguage: each person’s own\n"
    "Quiet hours: none (UTC+0)\nPictures: shown"
)


@pytest.fixture
async def app(stage: Stage) -> AsyncIterator[App]:
    """The bot, whose day begins at noon in UTC."""
    async with stage.bot(HurriedClock(1), models="yandex-art,dall-e-3") as running:
        yield running


@pytest.fixture
async def menu(stage: Stage, app: App) -> Message:  # noqa: ARG001 - it must be running
    """The settings of a group, asked for by its owner Alice; Boris is a member."""
    return await said(stage, stage.ask("/settings", ALICE, group(stage)))


async def choose(stage: Stage, menu: Message, *labels: str, person: int = ALICE) -> str:
    """Press buttons of the menu one after another; what the bot answers to the last."""
    toasts = [await _chosen(stage, menu, label, person) for label in labels]
    return toasts[-1]


async def _chosen(stage: Stage, menu: Message, label: str, person: int) -> str:
    await stage.telegram.world.until(lambda: label in buttons(now(stage, menu)))
    return await press(stage, menu, label, person)


async def line(stage: Stage, menu: Message, words: str) -> None:
    """Wait until the menu says this."""
    await stage.telegram.world.until(lambda: words in now(stage, menu)["text"])


async def refusal(stage: Stage, menu: Message, person: int = ALICE, text: str = "/draw a fox") -> str:
    """What the bot says to a request in the group."""
    request = stage.ask(text, person, menu["chat"]["id"])
    (answer,) = await replied(stage, request, "text")
    return str(answer["text"])


class TestMenu:
    async def test_it_is_one_silent_message_with_a_button_for_each_rule(self, stage: Stage, menu: Message) -> None:
        assert menu["text"] == FIRST
        assert list(buttons(menu)) == [
            "Who may draw",
            "Model",
            "Pictures a day",
            "Language",
            "Quiet hours",
            "Time zone",
            "Hide pictures",
        ]
        assert stage.telegram.wire.of("sendMessage")[-1].params["disable_notification"] is True

    async def test_a_russian_admin_reads_it_in_russian(self, stage: Stage, app: App) -> None:  # noqa: ARG002
        chat = stage.telegram.world.add_group("Художники", [BORIS]).id
        menu = await said(stage, stage.ask("/settings", BORIS, chat))
        assert menu["text"].startswith("Правила этой группы\n\nКто может рисовать: все\n")

    async def test_every_choice_is_made_in_the_same_message(self, stage: Stage, menu: Message) -> None:
        choices = {
            "Who may draw": ("admins", "Who may draw: admins"),
            "Model": ("DALL·E 3", "Model: DALL·E 3"),
            "Pictures a day": ("20", "Pictures a day: 20"),
            "Quiet hours": ("22:00–7:00", "Quiet hours: 22:00–7:00"),
            "Time zone": ("UTC+3", "(UTC+3)"),
            "Hide pictures": ("hidden until tapped", "Pictures: hidden until tapped"),
        }
        for rule, (label, words) in choices.items():
            assert await choose(stage, menu, rule, label) == "Saved."
            await line(stage, menu, words)
        assert len(stage.telegram.world.messages(menu["chat"]["id"])) == 2

    @pytest.mark.parametrize(
        ("rule", "label", "unset"),
        [
            ("Who may draw", "admins", "everyone"),
            ("Model", "DALL·E 3", "each person’s own"),
            ("Pictures a day", "20", "no limit"),
            ("Quiet hours", "0:00–8:00", "none"),
            ("Hide pictures", "hidden until tapped", "shown"),
        ],
    )
    async def test_every_choice_can_be_taken_back(
        self, stage: Stage, menu: Message, rule: str, label: str, unset: str
    ) -> None:
        await choose(stage, menu, rule, label, rule, unset)
        await line(stage, menu, FIRST)

    async def test_back_changes_nothing(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Quiet hours", "Back", "Model", "Back")
        await line(stage, menu, FIRST)

    async def test_one_of_two_presses_at_once_is_enough(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Pictures a day")
        await stage.telegram.world.until(lambda: "20" in buttons(now(stage, menu)))
        toasts = await asyncio.gather(*(press(stage, menu, "20") for _ in range(2)))
        assert toasts == ["Saved.", "It’s already like that."]
        await line(stage, menu, "Pictures a day: 20")


class TestWhoChooses:
    async def test_a_member_is_told_politely_that_admins_do(self, stage: Stage, menu: Message) -> None:
        assert (await refusal(stage, menu, BORIS, "/settings")).startswith(
            "Здесь это могут только администраторы группы."
        )

    async def test_a_members_press_changes_nothing(self, stage: Stage, menu: Message) -> None:
        toast = await choose(stage, menu, "Who may draw", person=BORIS)
        assert toast.startswith("Здесь это могут только администраторы группы.")
        assert now(stage, menu)["text"] == FIRST

    async def test_who_is_no_admin_any_more_chooses_no_more(self, stage: Stage, menu: Message) -> None:
        world, chat = stage.telegram.world, menu["chat"]["id"]
        world.promote(chat, BORIS)
        assert await choose(stage, menu, "Model", person=BORIS) == ""
        world.demote(chat, BORIS)
        assert (await choose(stage, menu, "DALL·E 3", person=BORIS)).startswith("Здесь это могут только")

    @pytest.mark.parametrize("spoil", [Spoil.ANSWER, Spoil.DROP])
    async def test_telegram_is_asked_again_who_is_admin(self, stage: Stage, menu: Message, spoil: Spoil) -> None:
        stage.telegram.wire.faults.append(Fault("getChatMember", spoil, status=502))
        assert await choose(stage, menu, "Model") == ""


class TestRules:
    async def test_where_admins_draw_members_do_not(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Who may draw", "admins")
        assert (await refusal(stage, menu, BORIS)).startswith("Здесь это могут только администраторы группы.")
        assert await picture(stage, "/draw a fox", ALICE, menu["chat"]["id"])
        assert len(stage.images.operations) == 1

    async def test_an_anonymous_admin_draws_where_admins_do(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Who may draw", "admins")
        stage.telegram.world.promote(menu["chat"]["id"], BORIS, anonymous=True)
        assert await picture(stage, "/draw a fox", BORIS, menu["chat"]["id"])

    async def test_a_members_press_draws_nothing_there_either(self, stage: Stage, menu: Message) -> None:
        shown = await picture(stage, "/draw a fox", ALICE, menu["chat"]["id"])
        await choose(stage, menu, "Who may draw", "admins")
        assert (await press(stage, shown, "Again", BORIS)).startswith("Здесь это могут только администраторы")
        assert await press(stage, shown, "Again", ALICE) == "Drawing another one."

    async def test_the_groups_model_draws_for_who_names_none(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Model", "DALL·E 3")
        assert "DALL·E 3" in (await picture(stage, "/draw a fox", BORIS, menu["chat"]["id"]))["caption"]
        named = await picture(stage, "/draw a fox --model yandex-art", BORIS, menu["chat"]["id"])
        assert "YandexART" in named["caption"]

    async def test_its_language_is_spoken_with_everyone(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Language", "русский")
        await line(stage, menu, "Правила этой группы")
        shown = await picture(stage, "/draw a fox --seed 17", ALICE, menu["chat"]["id"])
        assert shown["caption"] == "a fox\nзерно 17 · 1:1 · YandexART · 1 с"
        assert (await picture(stage, "/draw a fox --seed 17"))["caption"].startswith("a fox\nseed 17")

    async def test_pictures_are_hidden_by_default(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Hide pictures", "hidden until tapped")
        assert (await picture(stage, "/draw a fox", BORIS, menu["chat"]["id"]))["has_media_spoiler"]
        assert "has_media_spoiler" not in await picture(stage, "/draw a fox")

    async def test_in_quiet_hours_nothing_is_drawn(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Quiet hours", "9:00–18:00")
        sentence = "It’s quiet hours here until 18:00. In our private chat, I draw at any time."
        assert await refusal(stage, menu) == sentence
        assert await picture(stage, "/draw a fox")

    async def test_they_are_those_of_the_groups_time_zone(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Quiet hours", "9:00–18:00", "Time zone", "UTC+6")
        assert await picture(stage, "/draw a fox", ALICE, menu["chat"]["id"])
        await choose(stage, menu, "Time zone", "UTC+5")
        assert (await refusal(stage, menu)).startswith("It’s quiet hours here until 18:00.")

    async def test_of_many_who_ask_at_once_no_more_than_the_daily_limit_are_drawn_for(
        self, stage: Stage, menu: Message, app: App
    ) -> None:
        await choose(stage, menu, "Pictures a day", "10")
        requests = [stage.ask("/draw a fox", BORIS, menu["chat"]["id"]) for _ in range(13)]
        answers = [await stage.answered(request) for request in requests]
        await stage.settled(app)
        refused = [answer["text"] for answer in answers if "text" in answer]
        assert len(refused) == 3
        assert all(one.startswith("Этой группе можно 10 картинок в день, и на сегодня это всё.") for one in refused)

    async def test_a_day_later_there_are_pictures_again(self, stage: Stage) -> None:
        clock = HurriedClock(1)
        chat = group(stage)
        async with stage.bot(clock) as app:
            menu = await said(stage, stage.ask("/settings", ALICE, chat))
            await choose(stage, menu, "Pictures a day", "10")
            for _ in range(3):
                await stage.answered(stage.ask("/draw a fox --n 4", ALICE, chat))
            await stage.settled(app)
            assert (await refusal(stage, menu, text="/draw a fox --n 3")).startswith(
                "This group can have 10 pictures a day, and has 2 left."
            )
        clock.set_by(24 * 3600)
        async with stage.bot(clock):
            assert await picture(stage, "/draw a fox", ALICE, chat)

    async def test_a_redelivered_request_is_no_second_one(self, stage: Stage, menu: Message, app: App) -> None:
        request = stage.ask("/draw a fox", ALICE, menu["chat"]["id"])
        await stage.answered(request)
        await choose(stage, menu, "Who may draw", "admins", "Quiet hours", "9:00–18:00")
        stage.telegram.world.redeliver(stage.telegram.world.updates.last_id - 4)
        await said(stage, stage.ask("/help"))
        await stage.settled(app)
        assert len(stage.replies(menu["chat"]["id"], request["message_id"])) == 1

    async def test_they_hold_after_a_restart(self, stage: Stage) -> None:
        chat = group(stage)
        async with stage.bot():
            menu = await said(stage, stage.ask("/settings", ALICE, chat))
            await choose(stage, menu, "Who may draw", "admins")
        async with stage.bot():
            assert (await refusal(stage, menu, BORIS)).startswith("Здесь это могут только")
            await choose(stage, menu, "Who may draw", "everyone")
            assert await picture(stage, "/draw a fox", BORIS, chat)

    async def test_they_go_along_into_a_supergroup(self, stage: Stage, menu: Message) -> None:
        await choose(stage, menu, "Who may draw", "admins")
        await line(stage, menu, "Who may draw: admins")
        new = stage.telegram.world.migrate(menu["chat"]["id"]).id
        await said(stage, stage.ask("/help"))
        request = stage.ask("/draw a fox", BORIS, new)
        (answer,) = await replied(stage, request, "text")
        assert answer["text"].startswith("Здесь это могут только")
