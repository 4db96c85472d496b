"""Times as the database has them: microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_stamp(time: datetime) -> int:
    """Microseconds since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def from_stamp(stamp: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


def stamp_or_none(time: datetime | None) -> int | None:
    """Microseconds since 1970, where there is a time."""
    return None if time is None else to_stamp(time)


def time_or_none(stamp: int | None) -> datetime | None:
    """The time in UTC, where there is one."""
    return None if stamp is None else from_stamp(stamp)
