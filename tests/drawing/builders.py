"""Values to start a test from; each builder takes what the test is about and fills in the rest."""

import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from PIL import Image

from bot.drawing.values.generations import Generation, Line, Origin, Picture, Stage, Status
from bot.drawing.values.models import Account, Model
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Request
from tests.clock import NOON

MODEL = Model(
    name="yandex-art", title="YandexART", account=Account.YANDEX, prompt_limit=500, usual_seconds=20.0, seeds=True
)
LINES = {
    Stage.SUBMIT: Line(Stage.SUBMIT, Account.YANDEX),
    Stage.POLL: Line(Stage.POLL, Account.YANDEX),
    Stage.DELIVER: Line(Stage.DELIVER),
}
REQUEST = Request(prompt="a red fox in the snow", seed=17, ratio=AspectRatio(2, 1), model=MODEL.name)
ORIGIN = Origin(chat_id=1001, message_id=5, user_id=1001, language="en")


def generation(**changes: Any) -> Generation:  # noqa: ANN401 - any field
    """A generation that was just accepted and whose person sees the placeholder, with these fields changed."""
    fresh = Generation(
        id=UUID(int=1),
        request=REQUEST,
        origin=ORIGIN,
        account=Account.YANDEX,
        status=Status.QUEUED,
        accepted_at=NOON,
        due_at=NOON,
        placeholder=6,
    )
    return replace(fresh, **changes)


def request(**changes: Any) -> Request:  # noqa: ANN401 - any field
    """A request with these fields changed."""
    return replace(REQUEST, **changes)


def origin(**changes: Any) -> Origin:  # noqa: ANN401 - any field
    """An origin with these fields changed."""
    return replace(ORIGIN, **changes)


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
