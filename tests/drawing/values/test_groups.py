"""A group's rules: who may ask, when, and how often."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.drawing.values.groups import Group, Membership, Quiet
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft, Looks
from bot.errors import AdminsOnly, QuietNow, RequestError
from tests.clock import NOON

CHAT = -100
MIDNIGHT = NOON.replace(hour=0)
NIGHT, NEARLY_ALL_DAY, OFFICE, MORNING = Quiet(22, 7), Quiet(8, 7), Quiet(9, 18), Quiet(0, 8)


def admitted(group: Group, at: datetime = NOON, *, is_admin: bool = False) -> bool:
    try:
        Membership(group, is_admin).admit(at)
    except RequestError:
        return False
    return True


@pytest.mark.parametrize(
    ("quiet", "hours"),
    [
        (NIGHT, {22, 23, 0, 1, 2, 3, 4, 5, 6}),
        (OFFICE, {9, 10, 11, 12, 13, 14, 15, 16, 17}),
        (MORNING, {0, 1, 2, 3, 4, 5, 6, 7}),
        (NEARLY_ALL_DAY, set(range(24)) - {7}),
        (Quiet(23, 0), {23}),
        (Quiet(5, 5), set()),
    ],
)
def test_quiet_hours_begin_with_the_first_and_end_before_the_last(quiet: Quiet, hours: set[int]) -> None:
    assert {hour for hour in range(24) if hour in quiet} == hours


@pytest.mark.parametrize(
    ("utc", "zone", "is_quiet"),
    [
        ("21:59", 0, False),
        ("22:00", 0, True),
        ("23:59", 0, True),
        ("00:00", 0, True),
        ("06:59", 0, True),
        ("07:00", 0, False),
        ("18:59", 3, False),
        ("19:00", 3, True),
        ("03:59", 3, True),
        ("04:00", 3, False),
        ("02:59", -5, False),
        ("03:00", -5, True),
        ("11:59", -5, True),
        ("12:00", -5, False),
        ("08:00", 14, True),
        ("17:00", 14, False),
        ("09:00", -11, True),
        ("18:00", -11, False),
    ],
)
def test_the_hours_are_those_of_the_groups_own_day(utc: str, zone: int, *, is_quiet: bool) -> None:
    hour, minute = map(int, utc.split(":"))
    at = MIDNIGHT + timedelta(hours=hour, minutes=minute)
    assert admitted(Group(CHAT, quiet=NIGHT, zone=zone), at) is not is_quiet


@pytest.mark.parametrize("quiet", [NIGHT, Quiet(22, 0), Quiet(5, 5)])
def test_quiet_hours_are_written_from_hour_to_hour(quiet: Quiet) -> None:
    assert str(quiet) == f"{quiet.begin}-{quiet.end}"


def test_a_refusal_in_quiet_hours_tells_when_they_end() -> None:
    with pytest.raises(QuietNow) as caught:
        Membership(Group(CHAT, quiet=NIGHT), is_admin=True).admit(MIDNIGHT)
    assert caught.value.until == "7:00"


@pytest.mark.parametrize(
    ("admins_only", "is_admin", "allowed"),
    [(False, False, True), (False, True, True), (True, True, True), (True, False, False)],
)
def test_where_admins_draw_nobody_else_does(*, admins_only: bool, is_admin: bool, allowed: bool) -> None:
    assert admitted(Group(CHAT, admins_only=admins_only), is_admin=is_admin) is allowed


def test_who_may_never_draw_is_not_told_to_come_back_later() -> None:
    with pytest.raises(AdminsOnly):
        Membership(Group(CHAT, admins_only=True, quiet=NIGHT, daily=1), is_admin=False).admit(MIDNIGHT)


def test_a_group_where_nobody_chose_anything_has_no_rules() -> None:
    group = Group(CHAT)
    assert (group.admins_only, group.model, group.language, group.daily) == (False, None, None, None)
    assert (group.quiet, group.zone, group.spoiler) == (None, 0, False)


@pytest.mark.parametrize(
    ("group", "asked", "hidden"), [(True, None, True), (True, True, True), (False, True, True), (False, None, False)]
)
def test_pictures_are_hidden_where_the_group_or_the_asker_wants_it(
    *, group: bool, asked: bool | None, hidden: bool
) -> None:
    assert Group(CHAT, spoiler=group).completed(Draft("a fox", spoiler=asked)).spoiler is hidden


def test_a_group_changes_nothing_else_in_a_draft() -> None:
    draft = Draft("a fox", seed=17, ratio=AspectRatio(2, 1), count=3, as_file=True, looks=Looks(style="oil"))
    strict = Group(CHAT, model="dall-e-3", language="ru", daily=1, quiet=NIGHT, spoiler=True)
    assert strict.completed(draft) == replace(draft, spoiler=True)
