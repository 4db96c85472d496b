"""Generations to rows and back: the one place that knows the columns. Times are microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from bot.drawing.values.generations import Generation, Origin, Person, Picture, Question, Reason, Status
from bot.drawing.values.groups import Group, Quiet
from bot.drawing.values.models import Account
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Request
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
        "inline_message_id": origin.inline_message_id,
        "language": origin.language,
        "model": request.model,
        "prompt": request.prompt,
        "words": request.prompt.casefold(),
        "seed": request.seed,
        "ratio_width": request.ratio.width,
        "ratio_height": request.ratio.height,
        "size": None if request.size is None else str(request.size),
        "quality": request.quality,
        "style": request.style,
        "light": request.light,
        "palette": request.palette,
        "view": request.view,
        "as_file": int(request.as_file),
        "spoiler": int(request.spoiler),
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
        "account": generation.account.value,
        "stand_in": generation.stand_in,
        "operation_id": generation.operation_id,
        "submitted_at": _stamp(generation.submitted_at),
        "late_at": _stamp(generation.late_at),
        "shown_at": _stamp(generation.shown_at),
        "ready_at": _stamp(generation.ready_at),
        "file_id": generation.file_id,
        "revised_prompt": generation.revised_prompt,
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
            size=None if values["size"] is None else Size.of(values["size"]),
            quality=values["quality"],
            style=values["style"],
            light=values["light"],
            palette=values["palette"],
            view=values["view"],
            as_file=bool(values["as_file"]),
            spoiler=bool(values["spoiler"]),
        ),
        origin=Origin(
            chat_id=values["chat_id"],
            message_id=values["message_id"],
            user_id=values["user_id"],
            language=values["language"],
            thread_id=values["thread_id"],
            inline_message_id=values["inline_message_id"],
        ),
        account=Account(values["account"]),
        status=Status(values["status"]),
        accepted_at=from_stamp(values["accepted_at"]),
        due_at=_time(values["due_at"]),
        lease=values["lease"],
        attempts=values["attempts"],
        submissions=values["submissions"],
        placeholder=values["placeholder"],
        unplaced=bool(values["unplaced"]),
        stand_in=values["stand_in"],
        operation_id=values["operation_id"],
        submitted_at=_time(values["submitted_at"]),
        late_at=_time(values["late_at"]),
        shown_at=_time(values["shown_at"]),
        ready_at=_time(values["ready_at"]),
        file_id=values["file_id"],
        revised_prompt=values["revised_prompt"],
        reason=None if values["reason"] is None else Reason(values["reason"]),
    )


def picture(row: Row) -> Picture:
    """A kept picture."""
    return Picture(data=bytes(row["data"]), mime=row["mime"], width=row["width"], height=row["height"])


def question(row: Row) -> Question:
    """What a message of the bot's asked."""
    generation_id = row["generation_id"]
    return Question(user_id=row["user_id"], generation_id=None if generation_id is None else UUID(generation_id))


def person(row: Row) -> Person:
    """What somebody chose, as it stands in the database."""
    values: dict[str, Any] = dict(row)
    ratio = values["ratio"]
    return Person(
        user_id=values["user_id"],
        model=values["model"],
        ratio=None if ratio is None else AspectRatio.of(ratio),
        style=values["style"],
        language=values["language"],
        as_file=bool(values["as_file"]),
        started=bool(values["started"]),
    )


def columns_of(person: Person) -> dict[str, object]:
    """The columns of what somebody chose."""
    return {
        "user_id": person.user_id,
        "model": person.model,
        "ratio": None if person.ratio is None else str(person.ratio),
        "style": person.style,
        "language": person.language,
        "as_file": int(person.as_file),
        "started": int(person.started),
    }


def group(row: Row) -> Group:
    """What a group's admins chose, as it stands in the database."""
    values: dict[str, Any] = dict(row)
    begin, end = values["quiet_begin"], values["quiet_end"]
    return Group(
        chat_id=values["chat_id"],
        admins_only=bool(values["admins_only"]),
        model=values["model"],
        language=values["language"],
        daily=values["daily"],
        quiet=None if begin is None else Quiet(begin, end),
        zone=values["zone"],
        spoiler=bool(values["spoiler"]),
    )


def columns_of_group(group: Group) -> dict[str, object]:
    """The columns of what a group's admins chose."""
    return {
        "chat_id": group.chat_id,
        "admins_only": int(group.admins_only),
        "model": group.model,
        "language": group.language,
        "daily": group.daily,
        "quiet_begin": group.quiet.begin if group.quiet else None,
        "quiet_end": group.quiet.end if group.quiet else None,
        "zone": group.zone,
        "spoiler": int(group.spoiler),
    }
