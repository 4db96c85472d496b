"""Requests, each read whole: the rows of the view ``whole_requests``, one a generation."""

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Origin, Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Looks, Spec
from bot.storage.rows import generations
from bot.storage.rows.times import from_stamp, stamp_or_none, time_or_none, to_stamp
from bot.storage.statements import Row


def identity(request: Request) -> dict[str, object]:
    """The columns that never change."""
    spec, origin, looks = request.spec, request.origin, request.spec.looks
    return {
        "accepted_at": to_stamp(request.accepted_at),
        "message_id": origin.message_id,
        "user_id": origin.user_id,
        "thread_id": origin.thread_id,
        "inline_message_id": origin.inline_message_id,
        "language": origin.language,
        "model": spec.model,
        "prompt": spec.prompt,
        "words": spec.prompt.casefold(),
        "ratio_width": spec.ratio.width,
        "ratio_height": spec.ratio.height,
        "size": None if spec.size is None else str(spec.size),
        "quality": spec.quality,
        "style": looks.style,
        "light": looks.light,
        "palette": looks.palette,
        "view": looks.view,
        "as_file": int(spec.as_file),
        "spoiler": int(spec.spoiler),
    }


def progress(request: Request) -> dict[str, object]:
    """The columns that steps change, with what every write must carry: the id and the fence."""
    return {
        "id": str(request.id),
        "fence": request.fence,
        "chat_id": request.origin.chat_id,
        "status": request.status.value,
        "due_at": stamp_or_none(request.due_at),
        "news_at": stamp_or_none(request.news_at),
        "attempts": request.attempts,
        "placeholder": request.placeholder,
        "unsent": int(request.unsent),
        "shown": request.shown,
        "shown_at": stamp_or_none(request.shown_at),
        "late_at": stamp_or_none(request.late_at),
        "delivered_at": stamp_or_none(request.delivered_at),
        "file_id": request.file_id,
        "reason": request.reason,
    }


def requests(rows: Iterable[Row]) -> list[Request]:
    """The requests of these rows, in the order of their ids."""
    ordered = sorted(rows, key=lambda row: (row["id"], row["position"]))
    return [_request(list(whole)) for _, whole in groupby(ordered, key=lambda row: row["id"])]


def request_or_none(rows: Iterable[Row]) -> Request | None:
    """The one request of these rows, where there are any."""
    return next(iter(requests(rows)), None)


def _request(rows: list[Row]) -> Request:
    row = rows[0]
    return Request(
        id=UUID(row["id"]),
        origin=_origin(row),
        spec=_spec(row),
        accepted_at=from_stamp(row["accepted_at"]),
        generations=tuple(generations.generation(one) for one in rows),
        status=RequestStatus(row["status"]),
        due_at=time_or_none(row["due_at"]),
        news_at=time_or_none(row["news_at"]),
        fence=row["fence"],
        attempts=row["attempts"],
        placeholder=row["placeholder"],
        unsent=bool(row["unsent"]),
        shown=row["shown"],
        shown_at=time_or_none(row["shown_at"]),
        late_at=time_or_none(row["late_at"]),
        delivered_at=time_or_none(row["delivered_at"]),
        file_id=row["file_id"],
        reason=None if row["reason"] is None else Reason(row["reason"]),
    )


def _origin(row: Row) -> Origin:
    return Origin(
        chat_id=row["chat_id"],
        message_id=row["message_id"],
        user_id=row["user_id"],
        language=row["language"],
        thread_id=row["thread_id"],
        inline_message_id=row["inline_message_id"],
    )


def _spec(row: Row) -> Spec:
    return Spec(
        prompt=row["prompt"],
        ratio=AspectRatio(row["ratio_width"], row["ratio_height"]),
        model=row["model"],
        size=None if row["size"] is None else Size.of(row["size"]),
        quality=row["quality"],
        looks=Looks(style=row["style"], light=row["light"], palette=row["palette"], view=row["view"]),
        as_file=bool(row["as_file"]),
        spoiler=bool(row["spoiler"]),
    )
