"""One line of a caption: what is needed to draw a picture, or a whole contact sheet, again, and how long it took."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from bot.drawing.ports.providers import Models
from bot.drawing.values.generations import Generation
from bot.drawing.values.models import Model
from bot.drawing.values.pictures import Picture
from bot.drawing.values.requests import Request
from bot.drawing.values.shapes import Size
from bot.wording.labels import label_of
from bot.wording.texts import QUOTED, Html, Locale, code, escaped, joined

ROUNDING = 0.05
"""By how much a picture's ratio may be off and still be the one that was asked for: sizes are whole multiples."""


def duration(seconds: float) -> dict[str, int]:
    """The arguments of a text that tells a duration; never zero."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return {"minutes": minutes, "seconds": rest}


def model_of(models: Models, request: Request, generation: Generation) -> Model:
    """The model that draws it; one that is no longer in the catalog is known by its name alone."""
    name = generation.stand_in or request.spec.model
    unknown = Model(name=name, title=name, account=generation.account, prompt_limit=0, usual_seconds=60, seeds=True)
    return models.get(name, unknown)


@dataclass(frozen=True, slots=True)
class Details:
    """What is told of ``generations`` of a request: of one picture, or of all that a contact sheet shows.

    ``seeds`` are those of the pictures, also of the ones that did not come: so each number on a sheet has its own.
    """

    locale: Locale
    request: Request
    models: Models
    generations: Sequence[Generation]
    seeds: Sequence[int]

    @classmethod
    def of_picture(cls, locale: Locale, request: Request, models: Models, generation: Generation) -> Self:
        """What is told of one picture."""
        return cls(locale, request, models, [generation], [generation.seed])

    @classmethod
    def of_all(cls, locale: Locale, request: Request, models: Models) -> Self:
        """What is told of all pictures of a request together."""
        seeds = [one.seed for one in request.generations]
        return cls(locale, request, models, request.drawn or request.generations, seeds)

    def told(self, picture: Picture | None) -> Html:
        """Everything: the shape as it came in ``picture``, and the time it took."""
        spec, model = self.request.spec, self._model
        lost = _own(self.models.get(spec.model, model)) - _own(model)
        quality = spec.quality if spec.quality not in lost else None
        took = self.locale.say("duration", **duration(self._seconds))
        return self._joined(self._shape(picture), quality, *self._looks(lost), took)

    def retold(self) -> Html:
        """What still matters later on."""
        spec = self.request.spec
        return self._joined(str(spec.size or spec.ratio), None, *self._looks())

    def _joined(self, shape: str, quality: str | None, *others: str) -> Html:
        titles = dict.fromkeys(model_of(self.models, self.request, one).title for one in self.generations)
        plain = [shape, ", ".join(titles), *filter(None, [quality]), *others]
        return joined([*self._seeds(), *(escaped(part, QUOTED) for part in plain)], " · ")

    @property
    def _model(self) -> Model:
        return model_of(self.models, self.request, self.generations[0])

    @property
    def _seconds(self) -> float:
        accepted = self.request.accepted_at
        return (max(one.drawn_at or accepted for one in self.generations) - accepted).total_seconds()

    def _seeds(self) -> Iterator[Html]:
        """None where what drew knows no seeds: nothing could be repeated by them."""
        if not all(model_of(self.models, self.request, one).seeds for one in self.generations):
            return
        if len(self.seeds) == 1:
            yield self.locale.say("detail-seed", seed=str(self.seeds[0]))
        else:
            yield self.locale.say("detail-seeds", seeds=self._row())

    def _row(self) -> Html:
        """Seeds in a row by the first and the last; each can be tapped to be copied."""
        in_a_row = all(later == earlier + 1 for earlier, later in pairwise(self.seeds))
        shown, mark = ((self.seeds[0], self.seeds[-1]), "–") if in_a_row else (self.seeds, ", ")
        return joined((code(str(seed)) for seed in shown), mark)

    def _looks(self, lost: Collection[str] = ()) -> Iterator[str]:
        """What was chosen of the presets, by their names in the person's language."""
        for flag, name in self.request.spec.looks.named():
            if name and name not in lost:
                yield label_of(flag, name, self.locale)

    def _shape(self, picture: Picture | None) -> str:
        """The ratio that was asked for, and the size that came where the model has no such ratio."""
        spec = self.request.spec
        asked = spec.size or spec.ratio
        if picture is None:
            return str(asked)
        came = Size(picture.width, picture.height)
        if asked == came or abs(came.width / came.height / float(spec.ratio.value) - 1) <= ROUNDING:
            return str(asked)
        return self.locale.say("resized", ratio=str(asked), size=str(came))


def _own(model: Model) -> set[str]:
    """The options that a model has of its own: a stand-in may know nothing of them."""
    return {*model.qualities, *model.styles}
