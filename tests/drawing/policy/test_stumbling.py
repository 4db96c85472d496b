"""After how many failures that nobody foresaw something is given up, and what is told of where they came from."""

from collections.abc import Callable

import pytest

from bot.drawing.policy.stumbling import Course, course, place_of
from bot.drawing.values.shapes import Size

TRY, GIVE_UP, ABANDON = Course


@pytest.mark.parametrize(
    ("stumbles", "crashes", "expected"),
    [
        (0, 0, TRY),
        (2, 9, TRY),
        (3, 0, GIVE_UP),
        (0, 10, GIVE_UP),
        (5, 19, GIVE_UP),
        (6, 0, ABANDON),
        (0, 20, ABANDON),
        (3, 20, ABANDON),
        (10**9, 10**9, ABANDON),
    ],
)
def test_nothing_is_tried_for_ever(stumbles: int, crashes: int, expected: Course) -> None:
    assert course(stumbles, crashes) is expected


def caught(act: Callable[[], object]) -> Exception:
    """The error that something raises."""
    try:
        act()
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError


def of_ours() -> Exception:
    """An error that one of our own lines raised."""
    return caught(lambda: Size.of("a secret"))


def test_the_last_of_our_own_lines_is_told_and_not_what_the_error_says() -> None:
    assert "bot.drawing.values.shapes:" in place_of(of_ours())
    assert "secret" not in place_of(of_ours())


def test_where_none_is_ours_the_last_one_is() -> None:
    assert place_of(caught(lambda: int("a secret"))).startswith("ValueError at tests.drawing.policy.test_stumbling:")


def test_an_error_that_nobody_raised_is_from_nowhere() -> None:
    assert place_of(KeyError()) == "KeyError at nowhere:0"


def test_of_a_group_the_first_is_told() -> None:
    group = ExceptionGroup("tasks", [ExceptionGroup("more", [of_ours()]), KeyError()])
    assert "bot.drawing.values.shapes:" in place_of(group)
