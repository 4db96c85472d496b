"""What stands under a picture and in a placeholder: built to fit Telegram's limits whatever the prompt is."""

import html
from collections.abc import Collection, Iterator
from dataclasses import replace

from bot.drawing.ports import Models, News
from bot.drawing.values.generations import Generation, Picture, Reason, Status
from bot.drawing.values.models import Model
from bot.drawing.values.shapes import Size
from bot.drawing.values.styles import PRESETS
from bot.redaction import without_secrets
from bot.wording.labels import label_of
from bot.wording.lengths import CAPTION_LIMIT, TEXT_LIMIT, TOAST_LIMIT, length, plain, shortened
from bot.wording.texts import LANGUAGES, Html, Texts

ROUNDING = 0.05
"""By how much a picture's ratio may be off and still be the one that was asked for: sizes are whole multiples."""

BAR = 10
"""Cells of the bar that shows how far it is."""

NAME_LIMIT = 140
"""UTF-16 units that a person's name may have: 64 characters for each half."""

REVISED_LIMIT = 300
"""UTF-16 units of what a model made of a prompt: the person's own words go first."""


def toast(text: Html) -> str:
    """A text as an answer to a press, which knows no markup and is short."""
    return shortened(plain(text), TOAST_LIMIT)


def duration(seconds: float) -> dict[str, int]:
    """The arguments of a text that tells a duration; never zero."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return {"minutes": minutes, "seconds": rest}


def caption(texts: Texts, generation: Generation, models: Models, picture: Picture) -> Html:
    """What stands under a picture: the prompt as far as it fits, what is needed to repeat it, and what was changed."""
    return _around(texts, generation, models, picture, generation.request.prompt)


def bare_caption(texts: Texts, generation: Generation, models: Models, picture: Picture) -> Html:
    """The shortest caption, for a Telegram that refuses the full one."""
    return _around(texts, replace(generation, revised_prompt=None), models, picture, "…")


def _around(texts: Texts, generation: Generation, models: Models, picture: Picture, prompt: str) -> Html:
    language = generation.origin.language
    parts = {
        "details": Html(" · ".join(_details(texts, generation, models, picture))),
        "notes": Html("".join(_notes(texts, generation, models))),
    }
    return _fitted(texts, language, "caption", prompt, CAPTION_LIMIT, **parts)


def _fitted(texts: Texts, language: str, name: str, prompt: str, limit: int, **parts: str) -> Html:
    """The text of this name with as much of the prompt as it has room for."""
    rest = length(texts.get(language, name, prompt="", **parts))
    return texts.get(language, name, prompt=shortened(prompt, limit - rest), **parts)


def _details(texts: Texts, generation: Generation, models: Models, picture: Picture) -> Iterator[str]:
    """What is needed to draw it again, and how long it took."""
    language, request, model = generation.origin.language, generation.request, model_of(models, generation)
    if model.seeds:
        yield texts.get(language, "detail-seed", seed=str(request.seed))
    yield html.escape(_shape(texts, generation, picture))
    yield html.escape(model.title)
    lost = _own(models.get(request.model, model)) - _own(model)
    if request.quality and request.quality not in lost:
        yield html.escape(request.quality)
    yield from (html.escape(label) for label in _presets(generation, language, lost))
    took = (generation.ready_at or generation.accepted_at) - generation.accepted_at
    yield texts.get(language, "duration", **duration(took.total_seconds()))


def _presets(generation: Generation, language: str, lost: Collection[str] = ()) -> Iterator[str]:
    """What was chosen of the presets, by their names in the person's language."""
    for flag in PRESETS:
        name = getattr(generation.request, flag)
        if name and name not in lost:
            yield label_of(flag, name, language)


def _own(model: Model) -> set[str]:
    """The options that a model has of its own: a stand-in may know nothing of them."""
    return {*model.qualities, *model.styles}


def _notes(texts: Texts, generation: Generation, models: Models) -> Iterator[str]:
    """What was done otherwise than the person asked."""
    language = generation.origin.language
    if generation.stand_in is not None:
        asked = title_of(models, generation.request.model)
        yield texts.get(language, "note-stand-in", asked=asked, model=title_of(models, generation.stand_in))
    if generation.revised_prompt is not None:
        yield texts.get(language, "note-revised", prompt=shortened(generation.revised_prompt, REVISED_LIMIT))


def _shape(texts: Texts, generation: Generation, picture: Picture) -> str:
    """The ratio that was asked for, and the size that came where the model has no such ratio."""
    asked = generation.request.size or generation.request.ratio
    came = Size(picture.width, picture.height)
    if asked == came or abs(came.width / came.height / float(generation.request.ratio.value) - 1) <= ROUNDING:
        return str(asked)
    return texts.get(generation.origin.language, "resized", ratio=str(asked), size=str(came))


def model_of(models: Models, generation: Generation) -> Model:
    """The model that draws it; one that is no longer in the catalog is known by its name alone."""
    name = generation.model
    unknown = Model(name=name, title=name, account=generation.account, prompt_limit=0, usual_seconds=60, seeds=True)
    return models.get(name, unknown)


def title_of(models: Models, name: str) -> str:
    """What people call a model."""
    return models[name].title if name in models else name


def placeholder(texts: Texts, generation: Generation, models: Models) -> Html:
    """What the person sees while it is drawn."""
    usual = duration(model_of(models, generation).usual_seconds)
    return texts.get(generation.origin.language, "drawing", **usual)


def alarm(texts: Texts, model: Model, detail: str, stand_in: Model | None) -> Html:
    """What the operator is told, in the first language: nobody knows which one the operator speaks."""
    draws = stand_in.title if stand_in else "none"
    return texts.get(LANGUAGES[0], "alarm", model=model.title, detail=without_secrets(detail), stand_in=draws)


def report(texts: Texts, generation: Generation, news: News) -> Html:
    """What the placeholder says meanwhile."""
    language = generation.origin.language
    if news.late:
        return texts.get(language, "drawing-late")
    if news.place is not None:
        return texts.get(language, "drawing-queued", place=news.place)
    passed = texts.get(language, "duration", **duration(news.seconds))
    if news.seconds > news.usual:
        return texts.get(language, "drawing-longer", passed=passed)
    filled = min(BAR, round(BAR * news.seconds / news.usual))
    bar = "▰" * filled + "▱" * (BAR - filled)
    usual = texts.get(language, "duration", **duration(news.usual))
    return texts.get(language, "drawing-progress", bar=bar, passed=passed, usual=usual)


def brief(texts: Texts, language: str, generation: Generation) -> Html:
    """What stands under a picture that is shared once more."""
    return _fitted(texts, language, "shared-caption", generation.request.prompt, CAPTION_LIMIT)


def remembered(texts: Texts, language: str, generation: Generation, models: Models, **page: str) -> Html:
    """What stands under a picture of somebody's history."""
    return _retold(texts, language, "remembered", generation, models, **page)


def linked(texts: Texts, language: str, generation: Generation, models: Models) -> Html:
    """The words of a picture that a link led to."""
    return _retold(texts, language, "linked", generation, models)


def _retold(texts: Texts, language: str, name: str, generation: Generation, models: Models, **others: str) -> Html:
    request, model = generation.request, model_of(models, generation)
    details: list[str] = [texts.get(language, "detail-seed", seed=str(request.seed))] if model.seeds else []
    details += [html.escape(str(request.size or request.ratio)), html.escape(model.title)]
    details += map(html.escape, _presets(generation, language))
    parts = {"details": Html(" · ".join(details)), **others}
    return _fitted(texts, language, name, request.prompt, CAPTION_LIMIT, **parts)


def other_words(texts: Texts, language: str, generation: Generation) -> Html:
    """The question for words to replace those of a picture, with these: tapping them copies them."""
    return _fitted(texts, language, "ask-other-words", generation.request.prompt, TEXT_LIMIT - NAME_LIMIT)


def ending(texts: Texts, generation: Generation) -> Html:
    """The sentence for a generation that ended without a picture."""
    if generation.status is Status.CANCELLED:
        return texts.get(generation.origin.language, "cancelled")
    reason = generation.reason or Reason.BROKEN
    return texts.get(generation.origin.language, f"reason-{reason}", operation=generation.operation_id or "–")
