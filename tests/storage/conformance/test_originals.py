"""Pictures as they came from their models, and those of a sheet that are sent by themselves."""

from uuid import UUID

import pytest

from bot.drawing.ports.people_stores import Showing
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import KEPT, Reason
from tests.drawing.builders import at, generation_id, request
from tests.storage.conformance.stores import OTHER, PICTURE, Stores

ONE, NOBODY = UUID(int=1), UUID(int=404)
GROUP = -4_000_001


class TestOriginals:
    async def test_a_picture_is_kept_as_it_came_before_and_after_it_was_delivered(self, stores: Stores) -> None:
        await stores.place(request())
        await stores.draw()
        assert await stores.archive.original(generation_id(1)) == PICTURE
        await stores.deliver()
        assert await stores.archive.original(generation_id(1)) == PICTURE

    async def test_the_pictures_of_a_request_are_found_by_their_positions(self, stores: Stores) -> None:
        await stores.place(request(count=3))
        await stores.draw(1, 1)
        await stores.draw(1, 3, picture=OTHER)
        expected = {1: PICTURE, 3: OTHER}
        assert await stores.archive.pictures(ONE) == expected
        assert await stores.conversations.pictures(ONE) == expected

    async def test_any_bytes_come_back_unchanged(self, stores: Stores) -> None:
        kept = Picture(bytes(range(256)) * 4096, "image/webp", 1792, 1024)
        await stores.place(request())
        await stores.draw(1, 1, picture=kept)
        assert await stores.archive.original(generation_id(1)) == kept

    async def test_what_is_not_there_is_none(self, stores: Stores) -> None:
        await stores.add(request())
        assert await stores.archive.original(generation_id(1)) is None
        assert await stores.archive.original(NOBODY) is None
        assert await stores.archive.pictures(ONE) == await stores.archive.pictures(NOBODY) == {}
        assert await stores.conversations.pictures(NOBODY) == {}

    @pytest.mark.parametrize("reason", Reason)
    async def test_pictures_of_a_request_that_ended_are_dropped_unless_they_may_be_brought_again(
        self, stores: Stores, reason: Reason
    ) -> None:
        await stores.place(request(number=1))
        await stores.place(request(number=2))
        await stores.draw(1)
        await stores.draw(2)
        await stores.end(reason)
        kept = PICTURE if reason in KEPT else None
        assert await stores.archive.original(generation_id(1)) == kept
        assert await stores.archive.original(generation_id(2)) == PICTURE


class TestShowing:
    """A picture of a sheet is sent to a chat by itself once, however often somebody presses for it."""

    @pytest.fixture(autouse=True)
    async def sheet(self, stores: Stores) -> None:
        await stores.drawn_and_delivered(request(count=2))

    async def test_who_begins_first_hears_of_nobody(self, stores: Stores) -> None:
        assert await stores.archive.begin_showing(generation_id(1), GROUP, at(1)) is None

    async def test_who_comes_later_hears_when_it_was_begun(self, stores: Stores) -> None:
        await stores.archive.begin_showing(generation_id(1), GROUP, at(1))
        for seconds in (2, 3):
            shown = await stores.archive.begin_showing(generation_id(1), GROUP, at(seconds))
            assert shown == Showing(at(1), None)

    async def test_who_comes_later_hears_which_message_shows_it(self, stores: Stores) -> None:
        await stores.archive.begin_showing(generation_id(1), GROUP, at(1))
        await stores.archive.end_showing(generation_id(1), GROUP, 88)
        assert await stores.archive.begin_showing(generation_id(1), GROUP, at(3)) == Showing(at(1), 88)

    async def test_after_it_failed_it_may_be_sent_again(self, stores: Stores) -> None:
        await stores.archive.begin_showing(generation_id(1), GROUP, at(1))
        await stores.archive.end_showing(generation_id(1), GROUP, None)
        assert await stores.archive.begin_showing(generation_id(1), GROUP, at(3)) is None

    async def test_every_picture_and_every_chat_is_for_itself(self, stores: Stores) -> None:
        await stores.archive.begin_showing(generation_id(1), GROUP, at(1))
        assert await stores.archive.begin_showing(generation_id(1, 2), GROUP, at(1)) is None
        assert await stores.archive.begin_showing(generation_id(1), 1001, at(1)) is None
