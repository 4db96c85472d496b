"""Values to start a test from; each builder takes what the test is about and fills in the rest.

A request built with ``number=7`` has the id ``UUID(int=7)``, and its generations have ``generation_id(7, position)``.
"""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypedDict, Unpack
from uuid import UUID

from PIL import Image

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.models import Account, Model
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Batch, Origin, Request, RequestStatus
from bot.drawing.values.shapes import AspectRatio, Size
from bot.drawing.values.specs import Looks, Spec, seeds
from tests.clock import NOON

YANDEX, OPENAI = Account("yandex"), Account("openai")
MODEL = Model(name="yandex-art", title="YandexART", account=YANDEX, prompt_limit=500, usual_seconds=20.0, seeds=True)
BATCHING = Model(name="dall-e-2", title="DALL·E 2", account=OPENAI, prompt_limit=1000, usual_seconds=10.0, most=4)
"""A model without seeds: one submission asks it for up to 4 pictures."""

SEED = 17
SPEC = Spec(prompt="a red fox in the snow", ratio=AspectRatio(2, 1), model=MODEL.name)
ORIGIN = Origin(chat_id=1001, message_id=5, user_id=1001, language="en")
PLACEHOLDER = 6


class SpecFields(TypedDict, total=False):
    """What a spec may be built with."""

    prompt: str
    ratio: AspectRatio
    model: str
    size: Size | None
    quality: str | None
    looks: Looks
    as_file: bool
    spoiler: bool


class OriginFields(TypedDict, total=False):
    """What an origin may be built with."""

    chat_id: int
    message_id: int
    user_id: int
    language: str
    thread_id: int | None
    inline_message_id: str | None


class GenerationFields(TypedDict, total=False):
    """What a generation may be built with."""

    id: UUID
    request_id: UUID
    position: int
    batch: int
    seed: int
    account: Account
    status: GenerationStatus
    due_at: datetime | None
    fence: int
    attempts: int
    submissions: int
    stand_in: str | None
    operation_id: str | None
    submitted_at: datetime | None
    drawn_at: datetime | None
    revised_prompt: str | None
    reason: Reason | None
    trouble: Reason | None
    troubled_at: datetime | None


class RequestFields(TypedDict, total=False):
    """What a request may be built with."""

    origin: Origin
    spec: Spec
    accepted_at: datetime
    generations: tuple[Generation, ...]
    status: RequestStatus
    due_at: datetime | None
    news_at: datetime | None
    fence: int
    attempts: int
    placeholder: int | None
    unsent: bool
    shown: int
    shown_at: datetime | None
    late_at: datetime | None
    delivered_at: datetime | None
    file_id: str | None
    reason: Reason | None


_SOUND: dict[GenerationStatus, GenerationFields] = {
    GenerationStatus.QUEUED: {},
    GenerationStatus.SUBMITTING: {"submissions": 1, "submitted_at": NOON},
    GenerationStatus.PENDING: {"submissions": 1, "submitted_at": NOON, "operation_id": "fbv17"},
    GenerationStatus.DRAWN: {"submissions": 1, "submitted_at": NOON, "operation_id": "fbv17", "drawn_at": NOON},
    GenerationStatus.FAILED: {"submissions": 1, "submitted_at": NOON, "reason": Reason.REFUSED},
    GenerationStatus.CANCELLED: {},
    GenerationStatus.EXPIRED: {"submissions": 1, "submitted_at": NOON, "reason": Reason.TIMEOUT},
}


def spec(**fields: Unpack[SpecFields]) -> Spec:
    """What is drawn: a red fox in the snow, twice as wide as high."""
    return replace(SPEC, **fields)


def origin(**fields: Unpack[OriginFields]) -> Origin:
    """A message in the private chat of 1001."""
    return replace(ORIGIN, **fields)


def generation_id(number: int, position: int = 1) -> UUID:
    """The id of a generation of the request with this number."""
    return UUID(int=1000 * number + position)


def generation(*, number: int = 1, model: Model = MODEL, **fields: Unpack[GenerationFields]) -> Generation:
    """A generation of request ``number`` in some status, queued at first, with all that this status takes."""
    position = fields.get("position", 1)
    fresh = Generation(
        id=generation_id(number, position),
        request_id=UUID(int=number),
        position=position,
        batch=(position - 1) // model.batch * model.batch + 1,
        seed=seeds(SEED, position)[-1],
        account=model.account,
    )
    whole: GenerationFields = {**_SOUND[fields.get("status", GenerationStatus.QUEUED)], **fields}
    return replace(fresh, **whole)


def generations(*statuses: GenerationStatus, number: int = 1, model: Model = MODEL) -> tuple[Generation, ...]:
    """All generations of request ``number``, in these statuses and in batches as the model takes them."""
    return tuple(
        generation(number=number, model=model, position=position, status=status)
        for position, status in enumerate(statuses, 1)
    )


def request(*, number: int = 1, count: int = 1, model: Model = MODEL, **fields: Unpack[RequestFields]) -> Request:
    """A request for ``count`` pictures that was just accepted: its placeholder is due, its generations are queued."""
    fresh = Request(
        id=UUID(int=number),
        origin=ORIGIN,
        spec=replace(SPEC, model=model.name),
        accepted_at=NOON,
        due_at=NOON,
        generations=generations(*(GenerationStatus.QUEUED,) * count, number=number, model=model),
    )
    return replace(fresh, **fields)


def placed(*, number: int = 1, count: int = 1, model: Model = MODEL, **fields: Unpack[RequestFields]) -> Request:
    """A request whose person sees the placeholder; nothing is to be brought yet."""
    seen: RequestFields = {
        "status": RequestStatus.PLACED,
        "placeholder": PLACEHOLDER,
        "unsent": False,
        "due_at": None,
        **fields,
    }
    return request(number=number, count=count, model=model, **seen)


def delivered(*, number: int = 1, count: int = 1, model: Model = MODEL, **fields: Unpack[RequestFields]) -> Request:
    """A request whose pictures are all in the chat."""
    over: RequestFields = {
        "status": RequestStatus.DELIVERED,
        "generations": generations(*(GenerationStatus.DRAWN,) * count, number=number, model=model),
        "delivered_at": NOON,
        "file_id": f"file {number}",
        "shown": count,
        **fields,
    }
    return placed(number=number, count=count, model=model, **over)


def batch(of: Request | None = None, number: int = 1) -> Batch:
    """What is left of a batch of a request, all of it where all has ended. For a single picture by default."""
    whole = placed() if of is None else of
    together = tuple(one for one in whole.generations if one.batch == number)
    return Batch(whole, tuple(one for one in together if not one.has_ended) or together)


def at(seconds: float) -> datetime:
    """So many seconds after noon."""
    return NOON + timedelta(seconds=seconds)


def encoded(width: int = 64, height: int = 32, form: str = "JPEG") -> bytes:
    """The bytes of a picture."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, form)
    return out.getvalue()


def picture(width: int = 64, height: int = 32) -> Picture:
    """A picture as a provider brings it."""
    return Picture(encoded(width, height), "image/jpeg", width, height)
