"""What people see of contact sheets, and how their pictures are held back or refused."""

import io
import json
from dataclasses import replace

from PIL import Image

from sandbox.image_apis.behaviour import refusal
from sandbox.image_apis.requests import ImageRequest
from sandbox.telegram_api import ALICE
from sandbox.wire import Fault, Spoil
from tests.end_to_end.people import buttons, now, replied
from tests.end_to_end.stage import SOON, Message, Stage, dab, is_unfinished

LATER = 3600.0
"""Seconds by the stand-in's clock that a picture takes which is held back."""

SEEDS = (17, 18, 19, 20)
ALL = ["1", "2", "3", "4"]
ASK = "/draw a fox --n 4 --seed 17"
FINISHED = [*ALL, "Again", "Change", "More"]

Color = tuple[int, int, int]


def hold_back(stage: Stage, *seeds: int) -> None:
    """Pictures with these seeds are not drawn until ``let_go``."""

    def duration(request: ImageRequest) -> float:
        return LATER if request.seed in seeds else 0.0

    stage.images.behaviour = replace(SOON, duration=duration)


def let_go(stage: Stage) -> None:
    """What was held back is drawn now."""
    stage.images.clock.advance(LATER)


def refuse(stage: Stage, *, after: int = 0) -> None:
    """The provider refuses one picture, after so many that it takes."""
    words = refusal("a fox")
    body = json.dumps({"error": words, "code": 3, "message": words, "details": []}).encode()
    stage.images.wire.faults.append(Fault("generate", Spoil.ANSWER, skip=after, status=400, body=body))


def labels(stage: Stage, message: Message) -> list[str]:
    """The buttons under a message as it is now, in their order."""
    return [*buttons(now(stage, message))]


def versions(stage: Stage, message: Message) -> list[Message]:
    """What a message was, from the first to the last."""
    return stage.telegram.world.history(message["chat"]["id"], message["message_id"])


async def finished(stage: Stage, request: Message) -> Message:
    """The sheet that answers a request, when it is full."""
    shown = await stage.answered(request)
    assert "photo" in shown
    return shown


async def filled(stage: Stage, request: Message, count: int) -> Message:
    """The unfinished sheet that answers a request, as soon as it shows so many pictures."""

    def there() -> Message | None:
        chat, message_id = request["chat"]["id"], request["message_id"]
        found = (one for one in stage.replies(chat, message_id) if "photo" in one and is_unfinished(one))
        return next((one for one in found if f"{count} of {len(ALL)} pictures" in one["caption"]), None)

    return await stage.telegram.world.until(there, timeout=20)


async def sheet(stage: Stage, text: str = ASK, person: int = ALICE, chat: int | None = None) -> Message:
    """The full sheet somebody asked for, by default Alice in her own chat."""
    return await finished(stage, stage.ask(text, person, chat))


async def alone(stage: Stage, shown: Message, count: int = 1) -> list[Message]:
    """The pictures that were sent in full below a sheet, when there are so many."""
    return await replied(stage, shown, count=count)


def shows(stage: Stage, message: Message, seeds: tuple[int, ...] = SEEDS, prompt: str = "a fox") -> bool:
    """Whether a sheet of four squares has the pictures of these seeds in their places, and of the others none."""
    with Image.open(io.BytesIO(stage.picture(message))) as image:
        colors = [_color(image, column / 4, row / 4) for row in (1, 3) for column in (1, 3)]
    wanted = [_middle(dab(prompt, seed, 1, 1)) for seed in SEEDS]
    return [_near(*pair) for pair in zip(colors, wanted, strict=True)] == [seed in seeds for seed in SEEDS]


def _middle(picture: bytes) -> Color:
    with Image.open(io.BytesIO(picture)) as image:
        return _color(image, 0.5, 0.5)


def _color(image: Image.Image, x: float, y: float) -> Color:
    """The color at a point, by its share of the width and of the height."""
    left, top = round(63 * x), round(63 * y)
    red, green, blue = image.convert("RGB").resize((64, 64)).crop((left, top, left + 1, top + 1)).tobytes()
    return red, green, blue


def _near(one: Color, other: Color) -> bool:
    return all(abs(a - b) < 24 for a, b in zip(one, other, strict=True))
