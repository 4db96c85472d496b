"""The person's: each is answered with the right form, and nothing is submitted."""

from dataclasses import dataclass, field

from bot.errors.base import PalitraError


class RequestError(PalitraError):
    """A request that cannot be drawn as it was written: ``written`` is that, as far as it is known."""

    written: str | None = None


@dataclass(eq=False)
class PromptMissing(RequestError):
    """There are no words to draw."""


@dataclass(eq=False)
class PromptTooLong(RequestError):
    """What would be sent has ``size`` characters, ``presets`` of them the presets' own; the model takes ``limit``."""

    size: int
    limit: int
    presets: int = 0
    excess: int = field(init=False)

    def __post_init__(self) -> None:
        self.excess = self.size - self.limit


class HelpWanted(RequestError):
    """They want to know which flags there are."""


@dataclass(eq=False)
class NegationUnsupported(RequestError):
    """A flag says that ``words`` are not to be drawn: no model here is told that but in words."""

    words: str


@dataclass(eq=False)
class FlagUnknown(RequestError):
    """No flag has this name; ``nearest`` is one that has nearly, or "none"."""

    flag: str
    nearest: str


@dataclass(eq=False)
class FlagRepeated(RequestError):
    """One flag was given twice."""

    flag: str


@dataclass(eq=False)
class FlagsClash(RequestError):
    """``flag`` says once more what ``first`` said already."""

    first: str
    flag: str


@dataclass(eq=False)
class FlagValueMissing(RequestError):
    """A flag stands without its value."""

    flag: str


@dataclass(eq=False)
class FlagValueUnwanted(RequestError):
    """A flag that is whole by itself has a value."""

    flag: str
    value: str


@dataclass(eq=False)
class NumberInvalid(RequestError):
    """A number of pictures that is no whole number, 1 or more."""

    value: str


@dataclass(eq=False)
class WeightInvalid(RequestError):
    """A part's weight that is not from ``least`` to ``most``."""

    value: str
    least: str
    most: str


@dataclass(eq=False)
class MarkupRefused(RequestError):
    """A prompt holds ``markup`` that servers run instead of drawing it, and the model's record does not allow that."""

    markup: str


@dataclass(eq=False)
class PresetUnknown(RequestError):
    """Nothing of this ``flag`` is called so; ``nearest`` are the names of what may have been meant, or "none".

    ``elsewhere`` is the flag that has something of this name, or "none".
    """

    flag: str
    value: str
    nearest: str = "none"
    elsewhere: str = "none"


@dataclass(eq=False)
class SeedInvalid(RequestError):
    """A seed that is no whole number from 0 to 2^63-1."""

    value: str


@dataclass(eq=False)
class SeedUnsupported(RequestError):
    """The model knows no seeds, so nothing it draws can be repeated."""

    model: str


@dataclass(eq=False)
class RatioInvalid(RequestError):
    """An aspect ratio that is not two positive whole numbers."""

    value: str


@dataclass(eq=False)
class RatioUnsupported(RequestError):
    """An aspect ratio outside what the model draws, ``narrowest`` to ``widest``."""

    value: str
    narrowest: str
    widest: str


@dataclass(eq=False)
class SizeInvalid(RequestError):
    """A size that is not two whole numbers of pixels."""

    value: str


@dataclass(eq=False)
class OptionUnsupported(RequestError):
    """``model`` has nothing like this ``flag``."""

    model: str
    flag: str


@dataclass(eq=False)
class ChoiceUnsupported(RequestError):
    """``model`` knows the ``flag``, but draws with these ``choices`` only."""

    model: str
    flag: str
    value: str
    choices: str


@dataclass(eq=False)
class ModelUnknown(RequestError):
    """Nothing here draws under this name; ``choices`` do."""

    value: str
    choices: str


@dataclass(eq=False)
class CountTooLarge(RequestError):
    """``count`` pictures at once are more than the operator allows."""

    count: int
    limit: int


class AdminsOnly(RequestError):
    """In this group only admins may do this."""


class RightsUnknown(RequestError):
    """Only admins may do this, and Telegram did not say whether they are one; another time it may."""


@dataclass(eq=False)
class QuietNow(RequestError):
    """The group wants no pictures until this time of its day."""

    until: str


class NotYours(RequestError):
    """Only the one who asked may press this."""


class WordsGone(RequestError):
    """Words typed inline are somebody else's, or not there: telling these apart would tell what people typed."""


class LinksAreClosed(RequestError):
    """Its person wants no links to words of theirs to be opened."""


class TooLate(RequestError):
    """The request has gone on, and the button under it is out of date."""


@dataclass(eq=False)
class NotDrawnYet(RequestError):
    """Picture ``number`` is still to come, in about so many ``seconds`` if it takes as long as usual."""

    number: int
    seconds: int


@dataclass(eq=False)
class NotDrawn(RequestError):
    """Picture ``number`` will not come."""

    number: int


class NotKept(RequestError):
    """The original was kept for its time, and is gone."""


@dataclass(eq=False)
class ShownAlready(RequestError):
    """Picture ``number`` was sent to this chat before."""

    number: int
