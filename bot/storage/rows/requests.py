"""Requests, each read whole: the rows of the view ``whole_requests``, one a generation."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

import structlog

from bot.drawing.policy import stumbling
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Origin, Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Looks, Spec
from bot.errors import PalitraError
from bot.storage.rows import generations
from bot.storage.rows.times import from_stamp, stamp_or_none, time_or_none, to_stamp
from bot.storage.statements import Row

log = structlog.get_logger(__name__)

UNREADABLE = (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, PalitraError)
"""What values raise that are made of what no request has."""


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


@dataclass(frozen=True, slots=True)
class Reading:
    """What rows say: requests by what stands in ``id``, and why others are none."""

    found: dict[str, Request]
    faults: dict[str, str]

    def spoiled(self, claimed: Iterable[str]) -> dict[str, str]:
        """Which of these ids are of no request, or of one that would be written by another id; and why."""
        sound = {key for key, request in self.found.items() if key == str(request.id)}
        return {key: self.faults.get(key, "nothing to draw") for key in claimed if key not in sound}


def read(rows: Iterable[Row]) -> Reading:
    """The requests of these rows, in the order of their ids."""
    reading = Reading({}, {})
    ordered = sorted(rows, key=lambda row: (row["id"], row["position"]))
    for key, whole in groupby(ordered, key=lambda row: str(row["id"])):
        try:
            reading.found[key] = _request(list(whole))
        except UNREADABLE as error:
            reading.faults[key] = stumbling.place_of(error)
            log.warning("unreadable", request=key, error=reading.faults[key])
    return reading


def requests(rows: Iterable[Row]) -> list[Request]:
    """The same; those that contradict themselves are left out."""
    return list(read(rows).found.values())


def request_or_none(rows: Iterable[Row]) -> Request | None:
    """The one request of these rows, where there are any."""
    return next(iter(requests(rows)), None)


def packed(request: Request) -> str:
    """The rows of a request that is in no table, as JSON."""
    own = identity(request) | progress(request) | {"stumbles": 0, "known_fence": request.fence, "left_today": None}
    return json.dumps([own | generations.row_of(one) for one in request.generations])


def unpacked(rows: str) -> Request:
    """The request that was packed so. Raises what values raise that are made of what no request has."""
    return _request(json.loads(rows))


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
        stumbles=row["stumbles"],
        crashes=generations.crashes(row["fence"], row["known_fence"]),
        placeholder=row["placeholder"],
        unsent=bool(row["unsent"]),
        shown=row["shown"],
        shown_at=time_or_none(row["shown_at"]),
        late_at=time_or_none(row["late_at"]),
        delivered_at=time_or_none(row["delivered_at"]),
        file_id=row["file_id"],
        reason=None if row["reason"] is None else Reason(row["reason"]),
        left_today=row["left_today"],
        paid=row.get("paid", 0),
        paid_of=row.get("paid_of"),
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
