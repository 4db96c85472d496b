"""Generations, as they stand in rows of the view ``whole_requests``, and their pictures."""

from uuid import UUID

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.models import Account
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.storage.rows.times import stamp_or_none, time_or_none, to_stamp
from bot.storage.statements import Row


def identity(generation: Generation, request: Request) -> dict[str, object]:
    """The columns that never change; two are its request's, so that indexes of generations have them."""
    return {
        "request_id": str(request.id),
        "position": generation.position,
        "seed": generation.seed,
        "user_id": request.origin.user_id,
        "accepted_at": to_stamp(request.accepted_at),
    }


def progress(generation: Generation) -> dict[str, object]:
    """The columns that steps change, with what every write must carry: the id and the fence."""
    return {
        "id": str(generation.id),
        "fence": generation.fence,
        "batch": generation.batch,
        "account": generation.account,
        "status": generation.status.value,
        "due_at": stamp_or_none(generation.due_at),
        "attempts": generation.attempts,
        "submissions": generation.submissions,
        "stand_in": generation.stand_in,
        "operation_id": generation.operation_id,
        "submitted_at": stamp_or_none(generation.submitted_at),
        "drawn_at": stamp_or_none(generation.drawn_at),
        "revised_prompt": _storable(generation.revised_prompt),
        "reason": generation.reason,
        "trouble": generation.trouble,
        "troubled_at": stamp_or_none(generation.troubled_at),
    }


def row_of(generation: Generation) -> dict[str, object]:
    """A generation as it stands in the view, beside its request."""
    named = ("id", "status", "due_at", "fence", "attempts", "reason")
    columns = progress(generation) | {"position": generation.position, "seed": generation.seed}
    renamed = {f"generation_{name}": columns.pop(name) for name in named}
    return columns | renamed | {"generation_stumbles": 0, "generation_known_fence": generation.fence}


def _storable(text: str | None) -> str | None:
    """A service's words without what no database holds: a picture was paid for, whatever is said beside it."""
    return None if text is None else text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def crashes(fence: int, known_fence: int) -> int:
    """How many claims before the last one ended with their process: nothing is known of them."""
    return max(0, fence - known_fence - 1)


def generation(row: Row) -> Generation:
    """A generation as it stands in the database."""
    return Generation(
        id=UUID(row["generation_id"]),
        request_id=UUID(row["id"]),
        position=row["position"],
        batch=row["batch"],
        seed=row["seed"],
        account=Account(row["account"]),
        status=GenerationStatus(row["generation_status"]),
        due_at=time_or_none(row["generation_due_at"]),
        fence=row["generation_fence"],
        attempts=row["generation_attempts"],
        stumbles=row["generation_stumbles"],
        crashes=crashes(row["generation_fence"], row["generation_known_fence"]),
        submissions=row["submissions"],
        stand_in=row["stand_in"],
        operation_id=row["operation_id"],
        submitted_at=time_or_none(row["submitted_at"]),
        drawn_at=time_or_none(row["drawn_at"]),
        revised_prompt=row["revised_prompt"],
        reason=None if row["generation_reason"] is None else Reason(row["generation_reason"]),
        trouble=None if row["trouble"] is None else Reason(row["trouble"]),
        troubled_at=time_or_none(row["troubled_at"]),
    )


def columns_of_picture(generation: Generation, picture: Picture) -> dict[str, object]:
    """The columns of a new picture."""
    return {
        "id": str(generation.id),
        "mime": picture.mime,
        "width": picture.width,
        "height": picture.height,
        "data": picture.data,
    }


def picture(row: Row) -> Picture:
    """A kept picture."""
    return Picture(data=bytes(row["data"]), mime=row["mime"], width=row["width"], height=row["height"])
