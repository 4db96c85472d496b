"""Links that open the words of a picture in the chat with the bot, to draw them again."""

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.acts import drawn, elsewhere, opened, posted
from tests.end_to_end.people import buttons, delete, gone, group, more, now, picture, press, replied, said
from tests.end_to_end.stage import Message, Stage

LINK = "https://t.me/palitra_sandbox_bot?start="

pytestmark = pytest.mark.usefixtures("app")


async def linked(stage: Stage, shown: Message) -> str:
    """What a tap on the link of Alice's picture sends, after she shared it."""
    assert (await more(stage, shown, "Link")).startswith("Anyone with the link can see these words now.")
    await stage.telegram.world.until(lambda: "Copy link" in buttons(now(stage, shown)))
    link = str(buttons(now(stage, shown))["Copy link"]["copy_text"]["text"])
    assert link.startswith(LINK)
    return f"/start {link.removeprefix(LINK)}"


async def test_a_link_shows_the_words_and_what_else_is_needed(stage: Stage) -> None:
    shown = await picture(stage, "/draw a <red> fox --seed 17 --ar 2:1")
    answer = await said(stage, stage.ask(await linked(stage, shown), ALICE))
    assert answer["text"] == (
        "Someone shared the words of this picture with you:\n\na <red> fox\nseed 17 · 2:1 · YandexART"
    )


async def test_a_russian_reads_them_in_russian(stage: Stage) -> None:
    answer = await said(stage, stage.ask(await linked(stage, await picture(stage)), BORIS))
    assert answer["text"].startswith("Вам прислали описание этой картинки:")
    assert list(buttons(answer)) == ["Нарисовать"]


async def test_its_button_draws_them_with_the_same_seed_for_who_presses(stage: Stage) -> None:
    shown = await picture(stage, "/draw a fox --seed 17 --ar 2:1")
    answer = await said(stage, stage.ask(await linked(stage, shown), BORIS))
    assert await press(stage, answer, "Нарисовать", BORIS) == "Рисую."
    (drawn_again,) = await replied(stage, answer)
    assert [(one.prompt, one.seed) for one in stage.images.operations] == [("a fox", 17)] * 2
    assert drawn_again["caption"].startswith("a fox\nзерно 17 · 2:1 ")


async def test_a_link_from_a_topic_draws_in_the_private_chat(stage: Stage) -> None:
    world = stage.telegram.world
    forum = world.add_supergroup("Forum", [ALICE], forum=True).id
    topic = world.add_topic(forum, "foxes").id
    (shown,) = await replied(stage, world.say(ALICE, forum, "/draw a fox", thread=topic))
    answer = await said(stage, stage.ask(await linked(stage, shown), BORIS))
    await press(stage, answer, "Нарисовать", BORIS)
    (drawn_again,) = await replied(stage, answer)
    assert "message_thread_id" not in drawn_again
    assert {call.params.get("message_thread_id") for call in stage.telegram.wire.of("sendMessage")} == {None, topic}
    assert stage.telegram.wire.of("sendMessage")[-1].params.get("message_thread_id") is None


async def test_an_inline_picture_has_one_too(stage: Stage) -> None:
    await opened(stage)
    shown = await drawn(stage, await posted(stage, "a fox --seed 17", elsewhere(stage)))
    url = str(buttons(shown)["Draw your own"]["url"])
    answer = await said(stage, stage.ask(f"/start {url.removeprefix(LINK)}", BORIS))
    assert "a fox" in answer["text"]


async def test_a_link_opens_in_a_group_as_well(stage: Stage) -> None:
    answer = await said(stage, stage.ask(await linked(stage, await picture(stage)), ALICE, group(stage)))
    assert "a fox" in answer["text"]


@pytest.mark.parametrize("rest", ["0" * 32, "f" * 32, f"s{'0' * 32}"])
async def test_a_picture_nobody_knows_is_said_to_be_gone(stage: Stage, rest: str) -> None:
    answer = await said(stage, stage.ask(f"/start {rest}"))
    assert answer["text"] == "This button no longer works."


@pytest.mark.usefixtures("gone_at_once")
async def test_a_picture_that_was_deleted_is_said_to_be_gone(stage: Stage) -> None:
    shown = await picture(stage)
    sent = await linked(stage, shown)
    await delete(stage, shown)
    await gone(stage, shown)
    assert (await said(stage, stage.ask(sent, BORIS)))["text"] == "Эта кнопка больше не работает."


@pytest.mark.parametrize("rest", ["x", "0" * 33, "0" * 31, "g" * 32, "a fox"])
async def test_anything_else_after_start_is_a_greeting(stage: Stage, rest: str) -> None:
    answer = await said(stage, stage.ask(f"/start {rest}"))
    assert answer["text"].startswith("Tell me what to draw.")


async def test_who_comes_by_a_link_has_started(stage: Stage, app: App) -> None:
    sent = await linked(stage, await picture(stage))
    await said(stage, stage.ask(sent, BORIS))
    await stage.settled(app)
    await drawn(stage, await posted(stage, "лиса", elsewhere(stage), BORIS))


async def test_words_that_nobody_shared_are_shown_to_nobody_not_even_by_the_id_under_every_button(stage: Stage) -> None:
    shown = await picture(stage, "/draw a secret")
    generation = str(buttons(shown)["Again"]["callback_data"]).split(":")[2]
    answer = await said(stage, stage.ask(f"/start {generation}", BORIS))
    assert answer["text"] == "Эта кнопка больше не работает."


async def test_only_its_person_shares_a_picture(stage: Stage) -> None:
    shown = await picture(stage, "/draw a fox", ALICE, group(stage))
    assert await more(stage, shown, "Link", BORIS) == "Это может только тот, кто просил."
    assert stage.kept("shares") == 0


async def test_pressed_again_it_is_the_same_link(stage: Stage) -> None:
    shown = await picture(stage)
    first = await linked(stage, shown)
    await press(stage, shown, "Back")
    assert await linked(stage, shown) == first


async def test_a_switch_in_the_settings_closes_all_links(stage: Stage) -> None:
    shown = await picture(stage)
    sent, menu = await linked(stage, shown), await said(stage, stage.ask("/settings"))
    await press(stage, menu, "Links")
    await press(stage, menu, "off")
    assert (await said(stage, stage.ask(sent, BORIS)))["text"] == "Эта кнопка больше не работает."
    other = await picture(stage, "/draw a boat")
    assert await more(stage, other, "Link") == "Links to your words are off in /settings."
