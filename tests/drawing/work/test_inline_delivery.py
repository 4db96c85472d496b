"""An inline message may be anywhere, and an edit of it takes no upload: its picture is uploaded first."""

import pytest

from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import CourierDelayed, CourierUnanswered, FenceLost, NowhereToUpload, PlaceholderLost, Refused
from tests.drawing.builders import MODEL
from tests.drawing.world import Killed, World, drawn

INLINE = "inline 1"


@pytest.fixture
async def inline() -> World:
    """A picture was drawn for an inline message, and its delivery is due."""
    world = World(MODEL)
    world.provider.seconds = 0
    await world.shown(inline=INLINE)
    await world.turn("submit yandex")
    return world


def picture(world: World) -> str:
    """What stands in the inline message."""
    message = world.telegram.inline[INLINE]
    return message.picture or message.words


async def test_an_inline_picture_is_uploaded_then_shown_by_its_name(inline: World) -> None:
    await inline.settle()
    assert picture(inline) == "picture"
    assert (inline.last.status, inline.last.file_id, inline.last.placeholder) == (
        RequestStatus.DELIVERED,
        "file 1",
        None,
    )
    assert inline.faults.calls == ["place", "upload", "deliver"]


async def test_an_upload_is_written_down_before_it_is_shown(inline: World) -> None:
    seen = []

    async def look() -> None:
        seen.append((inline.last.file_id, inline.holds(inline.last.id)))

    inline.faults.meanwhile("deliver", look)
    await inline.settle()
    assert seen == [("file 1", 30)]


async def test_what_was_uploaded_is_not_uploaded_again_after_a_crash(inline: World) -> None:
    inline.faults.refuse("deliver", Killed())
    with pytest.raises(Killed):
        await inline.settle()
    inline.restart()
    await inline.after(30)
    assert (picture(inline), inline.faults.count("upload")) == ("picture", 1)


async def test_what_was_uploaded_is_not_uploaded_again_where_the_edit_gets_no_answer(inline: World) -> None:
    inline.faults.lose("deliver", CourierUnanswered("no answer"))
    await inline.after(0, 0.5)
    assert (picture(inline), inline.faults.count("upload")) == ("picture", 1)
    assert inline.last.file_id == "file 1"


async def test_an_upload_that_telegram_delays_is_made_again(inline: World) -> None:
    inline.faults.refuse("upload", CourierDelayed("too many requests", retry_after=3))
    await inline.turn("deliver")
    assert inline.waits(inline.last.due_at) == 3.5
    await inline.after(3.5)
    assert picture(inline) == "picture"


async def test_an_inline_picture_with_nowhere_to_be_uploaded_to_ends_in_a_sentence_and_is_kept(inline: World) -> None:
    inline.faults.refuse("upload", NowhereToUpload("no storage chat"))
    await inline.settle()
    assert picture(inline) == Reason.NOWHERE
    assert (inline.last.status, inline.last.reason) == (RequestStatus.ENDED, Reason.NOWHERE)
    assert await inline.conversations.pictures(inline.last.id) != {}


async def test_what_had_nowhere_to_go_is_brought_when_its_person_asks_for_it(inline: World) -> None:
    inline.faults.refuse("upload", NowhereToUpload("no storage chat"))
    await inline.settle()
    await inline.intake.resend(inline.last.id)
    await inline.settle()
    assert (picture(inline), inline.last.status) == ("picture", RequestStatus.DELIVERED)


async def test_an_inline_message_that_is_gone_ends_in_silence_and_no_new_message_is_sent(inline: World) -> None:
    inline.faults.refuse("deliver", PlaceholderLost("invalid inline message identifier"))
    await inline.settle()
    assert (inline.last.status, inline.last.reason) == (RequestStatus.ENDED, Reason.UNDELIVERABLE)
    assert (inline.faults.count("send"), inline.faults.count("tell")) == (0, 0)


async def test_who_lost_the_fence_while_uploading_shows_nothing(inline: World) -> None:
    async def another() -> None:
        inline.seize(inline.last.id)

    inline.faults.afterwards("upload", another)
    with pytest.raises(FenceLost):
        await inline.settle()
    assert inline.faults.count("deliver") == 0


async def test_a_refusal_is_said_in_the_inline_message() -> None:
    world = World(MODEL)
    await world.shown(inline=INLINE)
    world.provider.faults.refuse("submit", Refused("not this"))
    await world.settle()
    assert picture(world) == Reason.REFUSED
    assert world.sees() == []


async def test_an_inline_message_gets_only_the_finished_sheet_uploaded_once() -> None:
    world = World(MODEL)
    world.provider.seconds = 1e6
    await world.shown(Draft("foxes", count=3), inline=INLINE)
    await world.turn("submit yandex")
    for position in (1, 2, 3):
        world.make_due(world.last.of(position))
        world.provider.results.append(drawn(f"picture {position}"))
        await world.settle()
        if position < 3:
            assert world.last.due_at is None
            assert world.faults.count("deliver") == 0
    assert picture(world) == "1 2 3"
    assert (world.faults.count("upload"), world.faults.count("show")) == (1, 0)
    assert world.telegram.uploaded[0].keys() == {1, 2, 3}


async def test_who_cancels_an_inline_sheet_in_the_middle_keeps_what_came() -> None:
    world = World(MODEL)
    world.provider.seconds = 1e6
    await world.shown(Draft("foxes", count=3), inline=INLINE)
    await world.turn("submit yandex")
    world.make_due(world.last.of(2))
    world.provider.results.append(drawn("picture 2"))
    await world.settle()
    await world.cancel()
    await world.settle()
    assert picture(world) == "x 2 x"


async def test_an_unfinished_inline_sheet_that_is_stirred_stays_as_it_is() -> None:
    """A due time that somebody else wrote is no reason to show what an inline message does not take."""
    world = World(MODEL)
    world.provider.seconds = 1e6
    await world.shown(Draft("foxes", count=2), inline=INLINE)
    await world.turn("submit yandex")
    world.make_due(world.last.of(1))
    world.provider.results.append(drawn("picture 1"))
    await world.turn("poll yandex")
    world.stir()
    await world.turn("deliver")
    assert (world.last.due_at, world.faults.calls) == (None, ["place"])
