"""What stands under a picture and in a placeholder: built to fit Telegram's limits whatever the prompt is."""

import html
import re
from dataclasses import replace

from bot.drawing.values import Generation, Model, Picture, Reason, Status
from bot.telegram.texts import Texts

CAPTION_LIMIT = 1024
"""UTF-16 units after entities are parsed: the Bot API's limit for captions."""

ROUNDING = 0.05
"""By how much a picture's ratio may be off and still be the one that was asked for: sizes are whole multiples."""

_TAG = re.compile(r"<[^>]+>")


def length(text: str) -> int:
    """The length Telegram counts of an HTML text: UTF-16 units without the markup."""
    return _units(html.unescape(_TAG.sub("", text)))


def shortened(text: str, limit: int) -> str:
    """The beginning of a plain text, with an ellipsis where it was cut; never a broken character."""
    if _units(text) <= limit:
        return text
    kept, used = [], 1
    for character in text:
        used += _units(character)
        if used > limit:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def duration(seconds: float) -> dict[str, int]:
    """The arguments of a text that tells a duration; never zero."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return {"minutes": minutes, "seconds": rest}


def caption(texts: Texts, generation: Generation, model: Model, picture: Picture) -> str:
    """What stands under a picture: the prompt as far as it fits, and what is needed to repeat it."""
    language, request = generation.origin.language, generation.request
    took = (generation.ready_at or generation.accepted_at) - generation.accepted_at

    def around(prompt: str) -> str:
        return texts.get(
            language,
            "caption" if model.seeds else "caption-seedless",
            prompt=prompt,
            seed=str(request.seed),
            ratio=_shape(texts, generation, picture),
            model=model.title,
            **duration(took.total_seconds()),
        )

    return around(shortened(request.prompt, CAPTION_LIMIT - length(around(""))))


def _shape(texts: Texts, generation: Generation, picture: Picture) -> str:
    """The ratio that was asked for, and the size that came where the model has no such ratio."""
    asked = generation.request.ratio
    if abs(picture.width / picture.height / float(asked.value) - 1) <= ROUNDING:
        return str(asked)
    size = {"width": str(picture.width), "height": str(picture.height)}
    return texts.get(generation.origin.language, "resized", ratio=str(asked), **size)


def placeholder(texts: Texts, generation: Generation, model: Model) -> str:
    """What the person sees while it is drawn."""
    return texts.get(generation.origin.language, "drawing", **duration(model.usual_seconds))


def bare_caption(texts: Texts, generation: Generation, model: Model, picture: Picture) -> str:
    """The shortest caption, for a Telegram that refuses the full one."""
    return caption(texts, replace(generation, request=replace(generation.request, prompt="…")), model, picture)


def late(texts: Texts, generation: Generation) -> str:
    """What the placeholder says when it takes longer than anybody expects."""
    return texts.get(generation.origin.language, "drawing-late")


def ending(texts: Texts, generation: Generation) -> str:
    """The sentence for a generation that ended without a picture."""
    if generation.status is Status.CANCELLED:
        return texts.get(generation.origin.language, "cancelled")
    reason = generation.reason or Reason.BROKEN
    return texts.get(generation.origin.language, f"reason-{reason}", operation=generation.operation_id or "–")


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
