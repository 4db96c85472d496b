"""Generations to rows and back: the one place that knows the columns. Times are microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bot.drawing.values import AspectRatio, Generation, Origin, Picture, Reason, Request, Status
from bot.storage.statements import Row

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def to_stamp(time: datetime) -> int:
    """Microseconds since 1970."""
    return (time - _EPOCH) // timedelta(microseconds=1)


def from_stamp(stamp: int) -> datetime:
    """The time in UTC."""
    return _EPOCH + timedelta(microseconds=stamp)


def _stamp(time: datetime | None) -> int | None:
    return None if time is None else to_stamp(time)


def _time(stamp: int | None) -> datetime | None:
    return None if stamp is None else from_stamp(stamp)


def identity(generation: Generation) -> dict[str, object]:
    """The columns that never change."""
    request, origin = generation.request, generation.origin
    return {
        "accepted_at": to_stamp(generation.accepted_at),
        "message_id": origin.message_id,
        "user_id": origin.user_id,
        "thread_id": origin.thread_id,
        "language": origin.language,
        "model": request.model,
        "prompt": request.prompt,
        "seed": request.seed,
        "ratio_width": request.ratio.width,
        "ratio_height": request.ratio.height,
    }


def claim(generation: Generation) -> dict[str, object]:
    """What every write must carry."""
    return {"id": str(generation.id), "lease": generation.lease}


def progress(generation: Generation) -> dict[str, object]:
    """The columns that steps change."""
    return {
        "chat_id": generation.origin.chat_id,
        "status": generation.status.value,
        "stage": generation.stage,
        "due_at": _stamp(generation.due_at),
        "attempts": generation.attempts,
        "submissions": generation.submissions,
        "placeholder": generation.placeholder,
        "unplaced": int(generation.unplaced),
        "operation_id": generation.operation_id,
        "submitted_at": _stamp(generation.submitted_at),
        "late_at": _stamp(generation.late_at),
        "ready_at": _stamp(generation.ready_at),
        "reason": generation.reason,
    }


def generation(row: Row) -> Generation:
    """A generation as it stands in the database."""
    values: dict[str, Any] = dict(row)
    return Generation(
        id=UUID(values["id"]),
        request=Request(
            prompt=values["prompt"],
            seed=values["seed"],
            ratio=AspectRatio(values["ratio_width"], values["ratio_height"]),
            model=values["model"],
        ),
        origin=Origin(
            chat_id=values["chat_id"],
            message_id=values["message_id"],
            user_id=values["user_id"],
            language=values["language"],
            thread_id=values["thread_id"],
        ),
        status=Status(values["status"]),
        accepted_at=from_stamp(values["accepted_at"]),
        due_at=_time(values["due_at"]),
        lease=values["lease"],
        attempts=values["attempts"],
        submissions=values["submissions"],
        placeholder=values["placeholder"],
        unplaced=bool(values["unplaced"]),
        operation_id=values["operation_id"],
        submitted_at=_time(values["submitted_at"]),
        late_at=_time(values["late_at"]),
        ready_at=_time(values["ready_at"]),
        reason=None if values["reason"] is None else Reason(values["reason"]),
    )


def picture(row: Row) -> Picture:
    """A kept picture."""
    return Picture(data=bytes(row["data"]), mime=row["mime"], width=row["width"], height=row["height"])
