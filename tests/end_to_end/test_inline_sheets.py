"""Several pictures inline: the message becomes the finished sheet once, and its numbers lead to the private chat."""

import pytest

from bot.app import App
from sandbox.telegram_api import ALICE, BORIS
from tests.end_to_end.acts import drawn, elsewhere, opened, posted
from tests.end_to_end.people import GOES_RU, buttons, changed, delete, gone, replied, said
from tests.end_to_end.sheets import SEEDS, hold_back, labels, let_go, refuse, shows, versions
from tests.end_to_end.stage import Message, Stage, dab

LINK = "https://t.me/palitra_sandbox_bot?start="
ASK = "a fox --n 4 --seed 17"

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
async def shown(stage: Stage, app: App) -> Message:
    """A full sheet of Alice's in a chat that the bot is not in."""
    await opened(stage)
    answer = await drawn(stage, await posted(stage, ASK, elsewhere(stage)))
    await stage.settled(app)
    return answer


def link(message: Message, number: int) -> str:
    """What a tap on a number sends."""
    url = str(buttons(message)[str(number)]["url"])
    assert url.startswith(LINK)
    return f"/start {url.removeprefix(LINK)}"


async def test_the_message_becomes_the_sheet_once(stage: Stage, shown: Message) -> None:
    assert shows(stage, shown)
    kinds = ["photo" if "photo" in version else "text" for version in versions(stage, shown)]
    assert kinds == ["text", "text", "photo"]
    assert shown["caption"].startswith("a fox\nseeds 17–20 · 1:1 · YandexART")


async def test_it_waits_for_the_last_picture(stage: Stage, app: App) -> None:
    await opened(stage)
    hold_back(stage, 20)
    message = await posted(stage, ASK, elsewhere(stage))
    await stage.submitted(4)
    stage.ask("/draw a boat")
    await stage.submitted(5)
    assert "text" in stage.telegram.world.message(message["chat"]["id"], message["message_id"])
    let_go(stage)
    assert shows(stage, await drawn(stage, message))
    await stage.settled(app)


async def test_one_that_is_refused_leaves_three(stage: Stage) -> None:
    await opened(stage)
    refuse(stage, after=1)
    answer = await drawn(stage, await posted(stage, ASK, elsewhere(stage)))
    assert "3 of 4 pictures came" in answer["caption"]
    assert len([label for label in labels(stage, answer) if label.isdigit()]) == 3


async def test_under_it_are_numbers_and_a_way_to_draw_it_again_there(stage: Stage, shown: Message) -> None:
    assert labels(stage, shown) == ["1", "2", "3", "4", "Again", "Draw your own"]
    again = buttons(shown)["Again"]["switch_inline_query_current_chat"]
    assert again == "a fox --ar 1:1"


@pytest.mark.parametrize("number", [1, 4])
async def test_a_number_brings_its_picture_in_full_into_the_private_chat(
    stage: Stage, shown: Message, number: int
) -> None:
    (full,) = await replied(stage, stage.ask(link(shown, number)))
    assert stage.picture(full) == dab("a fox", SEEDS[number - 1], 1, 1)
    assert "Again" in buttons(full)


async def test_anybody_who_sees_the_sheet_may_have_it_and_once(stage: Stage, shown: Message) -> None:
    for person in (ALICE, BORIS):
        (full,) = await replied(stage, stage.ask(link(shown, 2), person))
        assert stage.picture(full) == dab("a fox", 18, 1, 1)
    (again,) = await replied(stage, stage.ask(link(shown, 2), BORIS), "text")
    assert again["text"] == "Картинка 2 уже есть в этом чате."


@pytest.mark.usefixtures("gone_at_once")
async def test_whoever_has_it_may_draw_on_and_take_it_out_of_their_chat(stage: Stage, shown: Message) -> None:
    (full,) = await replied(stage, stage.ask(link(shown, 2), BORIS))
    await replied(stage, await changed(stage, full, "in the snow", BORIS))
    assert (stage.images.operations[-1].prompt, stage.images.operations[-1].seed) == ("a fox, in the snow", 18)
    assert await delete(stage, full, BORIS) == GOES_RU
    await gone(stage, full)
    (once_more,) = await replied(stage, stage.ask(link(shown, 2), BORIS))
    assert stage.picture(once_more) == dab("a fox", 18, 1, 1)


async def test_a_picture_of_no_inline_sheet_is_given_to_nobody_by_such_a_link(stage: Stage) -> None:
    (secret,) = await replied(stage, stage.ask("/draw a secret"))
    generation = str(buttons(secret)["Again"]["callback_data"]).split(":")[2]
    answer = await said(stage, stage.ask(f"/start p{generation}", BORIS))
    assert answer["text"] == "Эта кнопка больше не работает."
