"""How much may be asked of a provider."""

import pytest

from bot.drawing.values.budgets import UNLIMITED, Budget


def test_a_budget_is_what_the_settings_say() -> None:
    assert Budget.of(10, 500, 2) == Budget(per_minute=10, per_day=500, per_second=2)


@pytest.mark.parametrize(
    ("budget", "limits"),
    [
        (Budget.of(0, 500, 2), (2147483647, 500, 2)),
        (Budget.of(10, 0, 2), (10, 2147483647, 2)),
        (Budget.of(10, 500, 0), (10, 500, 2147483647)),
        (UNLIMITED, (2147483647, 2147483647, 2147483647)),
    ],
)
def test_nought_is_no_limit(budget: Budget, limits: tuple[int, int, int]) -> None:
    """The most that a database counts to in 32 bits."""
    assert (budget.per_minute, budget.per_day, budget.per_second) == limits
