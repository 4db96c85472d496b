"""What holds for who asks, and whether what they ask for can be drawn under it: a pure function of both."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.drawing.ports.providers import Models
from bot.drawing.values.models import Model, pick
from bot.drawing.values.specs import Draft, Spec
from bot.errors import CountTooLarge


@dataclass(frozen=True, slots=True)
class Conditions:
    """The ``models`` there are, the ``chosen`` one that draws if none is named, and how many pictures at ``most``.

    A draft is ``completed`` with what was chosen for all requests.
    """

    models: Models
    chosen: str | None
    most: int
    completed: Callable[[Draft], Draft]

    def model(self, draft: Draft) -> Model:
        """What is to draw it. Raises ModelUnknown."""
        return pick(self.models, draft.model, self.chosen)

    def spec(self, draft: Draft) -> Spec:
        """What is drawn of a draft. Raises RequestError as ``Spec.of``, ModelUnknown, CountTooLarge."""
        model = self.model(draft)
        if (draft.count or 1) > self.most:
            raise CountTooLarge(draft.count or 1, self.most)
        return Spec.of(self.completed(draft), model)
