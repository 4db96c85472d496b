"""What is to be different when something is drawn once more: a function from the old draft to the new one."""

from collections.abc import Callable
from dataclasses import replace

from bot.drawing.values.shapes import AspectRatio
from bot.drawing.values.specs import Draft

Revision = Callable[[Draft], Draft]


def unchanged(draft: Draft) -> Draft:
    """Everything as it was, the seed too."""
    return draft


def reseeded(draft: Draft) -> Draft:
    """The same with a new seed."""
    return replace(draft, seed=None)


def reshaped(ratio: AspectRatio) -> Revision:
    """The same in another shape."""
    return lambda draft: replace(draft, ratio=ratio, size=None)


def restyled(style: str | None) -> Revision:
    """The same in another style, or in none."""
    return lambda draft: replace(draft, looks=replace(draft.looks, style=style))


def refined(by: Draft) -> Revision:
    """With more words, and other flags where they are given."""
    return lambda draft: replace(_flagged(draft, by), prompt=", ".join(filter(None, (draft.prompt, by.prompt))))


def reworded(by: Draft) -> Revision:
    """With other words, where there are any, and other flags where they are given."""
    return lambda draft: replace(_flagged(draft, by), prompt=by.prompt or draft.prompt)


def then(first: Revision, second: Revision) -> Revision:
    """Both, one after the other."""
    return lambda draft: second(first(draft))


def _flagged(draft: Draft, by: Draft) -> Draft:
    """A draft with the flags of another, where they are given."""
    shaped = by.ratio is not None or by.size is not None
    return replace(
        draft,
        seed=draft.seed if by.seed is None else by.seed,
        ratio=by.ratio if shaped else draft.ratio,
        size=by.size if shaped else draft.size,
        quality=by.quality or draft.quality,
        looks=by.looks.over(draft.looks),
        model=by.model or draft.model,
        count=by.count or draft.count,
        as_file=draft.as_file if by.as_file is None else by.as_file,
        spoiler=draft.spoiler if by.spoiler is None else by.spoiler,
        improve=by.improve,
    )
