"""What is in hand and what may be confirmed: the gap-free beginning of what Telegram gave."""

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.inbound.window import BATCH, REMEMBERED, Window


def begun(*numbers: int) -> Window:
    window = Window()
    for number in numbers:
        assert window.begin(number)
    return window


def test_before_the_first_update_nothing_is_confirmed() -> None:
    assert Window().offset is None


def test_it_moves_past_what_is_done() -> None:
    window = begun(5, 6)
    assert window.end(5)
    assert window.offset == 6


def test_it_does_not_move_past_what_is_not() -> None:
    window = begun(5, 6)
    assert [window.end(6), window.end(5)] == [False, True]
    assert window.offset == 7
    assert window.is_empty


def test_what_is_in_hand_is_not_taken_again() -> None:
    assert not begun(5).begin(5)


def test_what_is_done_is_not_taken_again_from_an_answer_that_was_on_its_way() -> None:
    window = begun(5)
    window.end(5)
    assert not window.begin(5)


def test_after_a_quiet_week_telegram_counts_from_anywhere() -> None:
    window = begun(900_000)
    window.end(900_000)
    assert window.begin(17)
    window.end(17)
    assert window.offset == 18


def test_it_is_full_with_a_hundred_behind_one_that_is_not_done() -> None:
    window = begun(*range(BATCH))
    for number in range(1, BATCH):
        window.end(number)
    assert window.is_full
    window.end(0)
    assert not window.is_full


def test_what_it_remembers_is_bounded() -> None:
    window = Window()
    for number in range(3 * REMEMBERED):
        window.begin(number)
        window.end(number)
    assert len(window._past) == REMEMBERED


@given(st.permutations(range(20)))
def test_the_offset_is_always_the_first_that_is_not_done(order: list[int]) -> None:
    window, left = begun(*range(20)), set(range(20))
    for number in order:
        window.end(number)
        left.remove(number)
        assert (window.offset or 0) == min(left, default=20)
    assert window.is_empty
