"""What is to be drawn: a draft as it was written, and the spec that is made of it for a model."""

from dataclasses import dataclass, field, replace
from typing import Self

from bot.drawing.values import markup, parts, styles
from bot.drawing.values.models import Model
from bot.drawing.values.parts import Part
from bot.drawing.values.shapes import SQUARE, AspectRatio, Ratios, Size
from bot.errors import (
    ChoiceUnsupported,
    ImproveUnavailable,
    MarkupRefused,
    NumberInvalid,
    OptionUnsupported,
    PromptTooLong,
    RatioUnsupported,
    RequestError,
    SeedInvalid,
    SeedUnsupported,
)

MAX_SEED = 2**63 - 1  # int64: the API's own bound, facts of ImageGenerationAsync.generate


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """How a picture looks, by names of presets (``style`` may be a model's own one). Nothing chosen is None."""

    style: str | None = None
    light: str | None = None
    palette: str | None = None
    view: str | None = None

    def over(self, others: "Looks") -> "Looks":
        """These looks, and where one is not chosen the other's."""
        return Looks(
            style=self.style or others.style,
            light=self.light or others.light,
            palette=self.palette or others.palette,
            view=self.view or others.view,
        )

    def resolved(self, own_styles: tuple[str, ...]) -> "Looks":
        """The same by the presets' own names, whatever was written. Raises PresetUnknown."""
        return Looks(
            style=styles.resolved("style", self.style, own_styles),
            light=styles.resolved("light", self.light),
            palette=styles.resolved("palette", self.palette),
            view=styles.resolved("view", self.view),
        )

    def named(self) -> tuple[tuple[str, str | None], ...]:
        """The flags and what was chosen by each, in the order in which their phrases stand in a prompt."""
        return tuple((flag, getattr(self, flag)) for flag in styles.PRESETS)


PLAIN = Looks()
"""Nothing chosen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person wrote, before a model is asked whether it can draw it. Nothing given is None.

    ``improve`` asks for other words first; ``written`` is the text that it was read from, where it was. Raises
    SeedInvalid, NumberInvalid.
    """

    prompt: str = ""
    seed: int | None = None
    ratio: AspectRatio | None = None
    size: Size | None = None
    quality: str | None = None
    looks: Looks = PLAIN
    model: str | None = None
    count: int | None = None
    as_file: bool | None = None
    spoiler: bool | None = None
    improve: bool | None = None
    written: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.seed is not None and not 0 <= self.seed <= MAX_SEED:
            raise SeedInvalid(str(self.seed))
        if self.count is not None and self.count < 1:
            raise NumberInvalid(str(self.count))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """What is drawn: complete, and within what its model can do. ``size`` is only set where a person asked for one.

    ``prompt`` is as it was written. What is sent is made of it and of the looks: ``parts``, or for APIs without
    weights ``wording``.
    """

    prompt: str
    ratio: AspectRatio
    model: str
    size: Size | None = None
    quality: str | None = None
    looks: Looks = PLAIN
    as_file: bool = False
    spoiler: bool = False

    @classmethod
    def of(cls, draft: Draft, model: Model) -> Self:
        """Complete a draft for ``model``.

        Raises PromptMissing, WeightInvalid, MarkupRefused, PromptTooLong, SeedUnsupported, RatioUnsupported,
        OptionUnsupported, ChoiceUnsupported, PresetUnknown; ImproveUnavailable, for nothing is improved by drawing it.
        """
        if draft.improve:
            raise ImproveUnavailable
        ratio = draft.ratio or (draft.size.ratio if draft.size else SQUARE)
        parts.check(draft.prompt)
        if not model.markup and (commands := markup.found(draft.prompt)):
            raise MarkupRefused(commands)
        if draft.seed is not None and not model.seeds:
            raise SeedUnsupported(model.title)
        if draft.size is not None and not model.has_size(draft.size):
            offered = "" if isinstance(model.sizes, Ratios) else str(model.sizes)
            raise _unsupported(model, "size", str(draft.size), offered)
        if not model.has_ratio(ratio):
            raise RatioUnsupported(str(ratio), str(model.narrowest), str(model.widest))
        spec = cls(
            prompt=draft.prompt,
            ratio=ratio,
            model=model.name,
            size=draft.size,
            quality=_option(model, "quality", draft.quality, model.qualities),
            looks=draft.looks.resolved(model.styles),
            as_file=bool(draft.as_file),
            spoiler=bool(draft.spoiler),
        )
        if (size := spec.length(model)) > model.prompt_limit:
            bare = replace(spec, looks=PLAIN)
            raise PromptTooLong(size, model.prompt_limit, presets=size - bare.length(model))
        return spec

    @property
    def parts(self) -> tuple[Part, ...]:
        """The weighted texts that are sent, presets included."""
        return parts.described(parts.read(self.prompt), self._phrases)

    @property
    def wording(self) -> str:
        """The one text that is sent where there are no weights, presets included."""
        return parts.joined(parts.read(self.prompt), self._phrases)

    def draft(self, model: Model, seed: int, count: int) -> Draft:
        """What somebody would have to write to be drawn the same; without what this model does not have."""
        style = self.looks.style
        known = style in model.styles or styles.is_preset("style", style)
        return Draft(
            prompt=self.prompt,
            seed=seed if model.seeds else None,
            ratio=self.ratio,
            size=self.size if self.size and model.has_size(self.size) else None,
            quality=self.quality if self.quality in model.qualities else None,
            looks=self.looks if known else replace(self.looks, style=None),
            model=model.name,
            count=count,
            as_file=self.as_file,
            spoiler=self.spoiler,
        )

    def fits(self, model: Model) -> bool:
        """Whether another model can draw it as well."""
        runs = not model.markup and markup.found(self.prompt) is not None
        return self.length(model) <= model.prompt_limit and model.has_ratio(self.ratio) and not runs

    def length(self, model: Model) -> int:
        """The characters that a model is sent."""
        return sum(len(part.text) for part in self.parts) if model.weights else len(self.wording)

    @property
    def _phrases(self) -> tuple[str, ...]:
        return styles.phrases(self.looks.named(), self.prompt)


def seeds(first: int, count: int) -> tuple[int, ...]:
    """Seeds in a row, each from 1 to MAX_SEED: every picture can be repeated by its own."""
    return tuple((first + number - 1) % MAX_SEED + 1 for number in range(count))


def _option(model: Model, flag: str, asked: str | None, offered: tuple[str, ...]) -> str | None:
    """One of a model's own options. Raises OptionUnsupported, ChoiceUnsupported."""
    if asked is None:
        return None
    if (option := styles.option(offered, asked)) is not None:
        return option
    raise _unsupported(model, flag, asked, ", ".join(offered))


def _unsupported(model: Model, flag: str, asked: str, offered: str) -> RequestError:
    if not offered:
        return OptionUnsupported(model.title, flag)
    return ChoiceUnsupported(model.title, flag, asked, offered)
