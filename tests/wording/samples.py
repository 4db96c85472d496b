"""Requests to say something about, and what people read of it."""

from dataclasses import replace

from bot.drawing.values.generations import Generation, GenerationStatus
from bot.drawing.values.pictures import Picture
from bot.drawing.values.reasons import Reason
from bot.drawing.values.requests import Request
from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import MAX_SEED
from bot.wording import captions
from bot.wording.texts import Html, Locales
from sandbox.telegram_api.entities import parse_html
from tests.drawing.builders import BATCHING, MODEL, at, delivered, generation, generations, placed, spec

LOCALES = Locales()
EN, RU = LOCALES.of("en"), LOCALES.of("ru")

HOSTILE = {
    "500 characters of two units": "😀" * 500,
    "ampersands": "&" * 500,
    "tags": "<b>" * 166,
    "entities": "&amp;" * 100,
    "numeric entities": "&#128512;" * 55,
    "right to left": "שלום עולם " * 50,
    "overrides": "\u202e\u2066" * 250,
    "zero width": "a\u200b" * 250,
    "joined people": "👨‍👩‍👧‍👦" * 71,
    "combining marks": "e" + "\u0301" * 499,
    "newlines": "a\n" * 250,
    "braces": "{ $seed }" * 55,
    "a longer model's prompt": "маяк в шторм, " * 300,
}
WIDE = Picture(b"", "image/jpeg", 1408, 792)
SQUARE = Picture(b"", "image/jpeg", 1024, 1024)
STAND_IN = replace(MODEL, name="dall-e-3", title="DALL·E 3", seeds=False)
MODELS = {MODEL.name: MODEL, STAND_IN.name: STAND_IN, BATCHING.name: BATCHING}
DRAWN, FAILED, QUEUED, PENDING, CANCELLED, EXPIRED = (
    GenerationStatus.DRAWN,
    GenerationStatus.FAILED,
    GenerationStatus.QUEUED,
    GenerationStatus.PENDING,
    GenerationStatus.CANCELLED,
    GenerationStatus.EXPIRED,
)


def single(prompt: str = "лиса", *, seed: int = MAX_SEED, took: float = 7265, stand_in: str | None = None) -> Request:
    """A delivered request for one picture, 16:9."""
    one = generation(status=DRAWN, seed=seed, drawn_at=at(took), stand_in=stand_in)
    return delivered(spec=spec(prompt=prompt, ratio=AspectRatio(16, 9)), generations=(one,))


def sheet(*statuses: GenerationStatus, prompt: str = "лиса", first: int = 17) -> Request:
    """A placed request for several pictures, 16:9, with these of them so far."""
    several = tuple(
        replace(one, seed=first + one.position - 1, drawn_at=at(10 * one.position) if one.status is DRAWN else None)
        for one in generations(*statuses)
    )
    return placed(spec=spec(prompt=prompt, ratio=AspectRatio(16, 9)), generations=several)


def missed(position: int, reason: Reason) -> Generation:
    """A generation that there is no picture of, for this reason."""
    return generation(position=position, status=EXPIRED if reason is Reason.TIMEOUT else FAILED, reason=reason)


def read(markup: Html) -> str:
    """The text that Telegram finds in the markup."""
    return parse_html(markup).text


def under(request: Request, language: str = "en", picture: Picture = WIDE) -> str:
    """What people read under the only picture of a request, or under its sheet."""
    locale = LOCALES.of(language)
    if request.count > 1:
        return read(captions.sheet(locale, request, MODELS, {one.position: picture for one in request.drawn}))
    return read(captions.caption(locale, request, request.of(1), MODELS, picture))
