"""Why something ended without a picture."""

from bot.drawing.values.reasons import KEPT, Reason


def test_reasons_are_kept_under_these_names_and_told_in_this_order() -> None:
    assert [reason.value for reason in Reason] == [
        "refused",
        "declined",
        "unavailable",
        "timeout",
        "failed",
        "busy",
        "unreachable",
        "silent",
        "outlasted",
        "unanswered",
        "interrupted",
        "lost",
        "undecoded",
        "broken",
        "missing",
        "bug",
        "cancelled",
        "undeliverable",
        "muted",
        "withheld",
        "nowhere",
        "not-shown",
        "uncertain",
    ]


def test_only_a_picture_that_is_there_can_be_brought_again() -> None:
    assert {reason.value for reason in KEPT} == {"uncertain", "nowhere", "withheld", "not-shown", "bug"}
