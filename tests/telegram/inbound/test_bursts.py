"""What comes in one go is answered once."""

from datetime import UTC, datetime

import pytest
from aiogram.types import Chat, Message

from bot.telegram.inbound.bursts import Bursts
from tests.clock import FakeClock


def message(chat: int = 1001, album: str | None = None, words: str | None = None) -> Message:
    """Something sent to a chat."""
    at = datetime.fromtimestamp(1, UTC)
    return Message(message_id=1, date=at, chat=Chat(id=chat, type="private"), media_group_id=album, caption=words)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def bursts(clock: FakeClock) -> Bursts:
    return Bursts(clock)


def test_the_first_is_answered_and_the_next_ones_are_not(bursts: Bursts) -> None:
    assert not bursts.goes_on(message(), "sticker")
    bursts.answered(message(), "sticker")
    assert bursts.goes_on(message(), "sticker")


def test_one_that_could_not_be_answered_is_answered_by_the_next_try(bursts: Bursts) -> None:
    assert not bursts.goes_on(message(), "sticker")
    assert not bursts.goes_on(message(), "sticker")


def test_it_goes_on_for_as_long_as_they_come(bursts: Bursts, clock: FakeClock) -> None:
    bursts.answered(message(), "photo")
    for _ in range(10):
        clock.advance(4)
        assert bursts.goes_on(message(), "photo")
    clock.advance(6)
    assert not bursts.goes_on(message(), "photo")


def test_an_album_is_one_whatever_is_in_it(bursts: Bursts) -> None:
    bursts.answered(message(album="1"), "photo")
    assert bursts.goes_on(message(album="1"), "video")
    assert not bursts.goes_on(message(album="2"), "video")


def test_others_are_answered_by_themselves(bursts: Bursts) -> None:
    bursts.answered(message(1001), "photo")
    assert not bursts.goes_on(message(1002), "photo")
    assert not bursts.goes_on(message(1001), "voice")


def test_words_below_a_photo_are_not_passed_over_for_one_without(bursts: Bursts) -> None:
    bursts.answered(message(), "photo")
    assert not bursts.goes_on(message(words="my boat"), "photo")


def test_of_an_album_with_words_one_is_answered(bursts: Bursts) -> None:
    bursts.answered(message(album="1", words="my boat"), "photo")
    assert bursts.goes_on(message(album="1"), "photo")
    assert bursts.goes_on(message(album="1", words="my other boat"), "photo")


def test_words_in_an_album_that_was_answered_without_are_not_passed_over(bursts: Bursts) -> None:
    bursts.answered(message(album="1"), "photo")
    assert not bursts.goes_on(message(album="1", words="my boat"), "photo")
