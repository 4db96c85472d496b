"""What is kept about people is in their own hands."""

import io
import json
import zipfile
from typing import Any

import pytest

from bot.drawing import exports
from bot.drawing.exports import Export
from bot.drawing.ports.privacy_stores import Kept
from bot.drawing.values.people import Person
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import RequestStatus
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft
from bot.errors import StoreUnavailable, TooLate
from tests.drawing.world import OTHER, PRIVATE, World


@pytest.fixture
def world() -> World:
    """A bot."""
    return World()


def words(export: Export) -> dict[str, Any]:
    """What the file says."""
    with zipfile.ZipFile(io.BytesIO(export.data)) as archive:
        told: dict[str, Any] = json.loads(archive.read(exports.WORDS))
        return told


def pictures(export: Export) -> dict[str, bytes]:
    """The pictures in the file."""
    with zipfile.ZipFile(io.BytesIO(export.data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name != exports.WORDS}


class TestDelete:
    async def test_a_request_that_is_over_is_forgotten(self, world: World) -> None:
        drawn = await world.delivered()
        await world.privacy.delete(drawn.id)
        assert world.requests == []
        with pytest.raises(TooLate):
            await world.gallery.find(drawn.id)
        with pytest.raises(TooLate):
            await world.gallery.picture(drawn.of(1).id)

    async def test_what_is_deleted_already_is_so(self, world: World) -> None:
        drawn = await world.delivered()
        await world.privacy.delete(drawn.id)
        with pytest.raises(TooLate):
            await world.privacy.delete(drawn.id)

    async def test_what_is_under_way_is_not_over(self, world: World) -> None:
        asked = await world.shown()
        with pytest.raises(TooLate):
            await world.privacy.delete(asked.id)
        assert world.requests == [asked]


class TestForget:
    async def test_nothing_is_left(self, world: World) -> None:
        for _ in range(3):
            await world.delivered()
        await world.preferences.keep(Person(PRIVATE, style="oil"))
        await world.inline_drafts.keep(PRIVATE, "a red fox")
        assert await world.privacy.forget(PRIVATE)
        assert await world.privacy.kept(PRIVATE) == Kept()
        assert await world.preferences.of(PRIVATE) == Person(PRIVATE)
        assert world.database.tables.farewells == {}

    async def test_all_steps_are_taken(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.drawing.farewells.STEP", 2)
        for _ in range(5):
            await world.delivered()
        assert await world.privacy.forget(PRIVATE)
        assert world.requests == []

    async def test_what_is_under_way_is_cancelled_and_told(self, world: World) -> None:
        await world.shown()
        await world.turn("submit yandex")
        assert not await world.privacy.forget(PRIVATE)
        await world.settle()
        assert (world.last.status, world.last.reason) == (RequestStatus.ENDED, Reason.CANCELLED)
        assert world.provider.faults.count("cancel") == 1

    async def test_others_stay(self, world: World) -> None:
        await world.delivered()
        other = await world.delivered(chat_id=OTHER)
        theirs = [one for one in world.requests if one.origin.user_id == other.origin.user_id]
        await world.privacy.forget(9999)
        assert [one for one in world.requests if one.origin.user_id == other.origin.user_id] == theirs

    async def test_a_database_that_is_away_is_said(self, world: World) -> None:
        world.database.unavailable = True
        with pytest.raises(StoreUnavailable):
            await world.privacy.forget(PRIVATE)


class TestBlock:
    async def test_nothing_more_is_written_to_them(self, world: World) -> None:
        await world.shown()
        before = list(world.faults.calls)
        await world.privacy.block(PRIVATE)
        await world.finish()
        assert world.faults.calls == before
        assert world.last.status is RequestStatus.ENDED

    async def test_their_requests_in_groups_go_on(self, world: World) -> None:
        await world.shown(chat_id=-500)
        await world.privacy.block(PRIVATE)
        await world.finish()
        assert world.last.status is RequestStatus.DELIVERED


class TestExport:
    async def test_it_says_everything_about_a_request(self, world: World) -> None:
        drawn = await world.delivered(Draft("a red fox", count=2, ratio=AspectRatio(2, 1)))
        export = await world.privacy.export(Person(PRIVATE))
        (told,) = words(export)["requests"]
        assert (told["id"], told["words"], told["shape"]) == (str(drawn.id), "a red fox", "2:1")
        assert (told["status"], told["chat"], told["message"]) == ("delivered", PRIVATE, drawn.origin.message_id)
        assert [one["seed"] for one in told["pictures"]] == [one.seed for one in drawn.generations]
        assert (export.requests, export.pictures, export.left_out) == (1, 2, 0)

    async def test_the_pictures_that_are_kept_are_in_it_as_they_are(self, world: World) -> None:
        drawn = await world.delivered()
        export = await world.privacy.export(Person(PRIVATE))
        (told,) = words(export)["requests"]
        (picture,) = (await world.archive.pictures(drawn.id)).values()
        assert pictures(export) == {told["pictures"][0]["file"]: picture.data}

    async def test_pictures_that_are_not_kept_are_not_in_it(self, world: World) -> None:
        await world.delivered()
        world.database.tables.pictures.clear()
        export = await world.privacy.export(Person(PRIVATE))
        assert pictures(export) == {}
        assert "file" not in words(export)["requests"][0]["pictures"][0]

    async def test_it_says_what_was_chosen_and_typed(self, world: World) -> None:
        await world.inline_drafts.keep(PRIVATE, "рыжая лиса")
        told = words(await world.privacy.export(Person(PRIVATE, style="oil", ratio=AspectRatio(2, 1))))
        assert (told["person"]["style"], told["person"]["shape"]) == ("oil", "2:1")
        assert told["typed inline"] == ["рыжая лиса"]

    async def test_all_pages_are_read(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.drawing.privacy.PAGE", 2)
        for _ in range(5):
            world.clock.advance(1)
            await world.delivered()
        told = words(await world.privacy.export(Person(PRIVATE)))["requests"]
        assert len({one["id"] for one in told}) == 5

    async def test_nothing_of_others_is_in_it(self, world: World) -> None:
        await world.shown(chat_id=OTHER, user_id=OTHER)
        assert words(await world.privacy.export(Person(PRIVATE)))["requests"] == []

    async def test_the_newest_pictures_come_first_where_not_all_fit(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in (1, 2, 3):
            world.clock.advance(1)
            drawn = await world.delivered()
            row = world.database.tables.pictures[drawn.of(1).id]
            row.picture = Picture(bytes([number]) * 10, "image/jpeg", 1, 1)
        monkeypatch.setattr("bot.drawing.exports.LIMIT", 25)
        export = await world.privacy.export(Person(PRIVATE))
        assert set(pictures(export).values()) == {bytes([3]) * 10, bytes([2]) * 10}
        assert (export.requests, export.pictures, export.left_out) == (3, 2, 1)
        assert words(export)["pictures left out, for the file would be too big"] == 1

    async def test_half_a_character_spoils_nothing(self, world: World) -> None:
        """Telegram's clients cut texts where they like."""
        await world.delivered(Draft("a fox \ud83d"))
        assert words(await world.privacy.export(Person(PRIVATE)))["requests"][0]["words"] == "a fox ?"
