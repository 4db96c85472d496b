"""Every error of Palitra, in one tree. Errors carry fields; texts for people are made at the Telegram edge.

PalitraError
├── RequestError              the person's: answered with the right form, nothing is submitted
│   ├── PromptMissing
│   ├── PromptTooLong
│   ├── FlagUnknown
│   ├── FlagRepeated
│   ├── FlagsClash            two flags that say the same thing in two ways
│   ├── FlagValueMissing
│   ├── FlagValueUnwanted
│   ├── NumberInvalid
│   ├── WeightInvalid
│   ├── PresetUnknown
│   ├── SeedInvalid
│   ├── SeedUnsupported
│   ├── RatioInvalid
│   ├── RatioUnsupported
│   ├── SizeInvalid
│   ├── OptionUnsupported     the model has no such option at all
│   ├── ChoiceUnsupported     the model has the option, with other values
│   ├── ModelUnknown
│   ├── CountTooLarge
│   ├── AdminsOnly            only a group's admins may do this there
│   ├── QuietNow
│   ├── DailyLimitReached
│   ├── NotYours              a button under somebody else's picture
│   ├── TooLate               what the button stands for is over
│   ├── NotDrawnYet           this picture of several is still to come
│   ├── NotDrawn              this picture of several will not come
│   ├── NotKept               the original is not kept any more
│   └── ShownAlready          this picture of several is in the chat already
├── ProviderError             an image API did not give what was asked
│   ├── Refused               the person's: the model will not draw this
│   ├── Misconfigured         the operator's: credentials, access, billing, model address
│   ├── NotAccepted           nobody's: surely not accepted, may be asked again later
│   ├── Unanswered            nobody's: no usable answer, it may or may not have been accepted
│   ├── OperationLost         the provider no longer knows the operation
│   └── AnswerInvalid         an answer came that is not what the API promises
├── CourierError              Telegram did not take what was brought
│   ├── CourierDelayed        nothing was taken, may be tried again later
│   ├── CourierUnanswered     no usable answer, it may or may not have been taken
│   ├── AlreadyThere          an edit changes nothing: what it brings arrived before
│   ├── PlaceholderLost       the placeholder cannot be edited any more
│   ├── ChatMoved             the group became a supergroup with another id
│   ├── ThreadLost            the topic is closed or deleted
│   ├── ReplyLost             what is replied to is gone
│   ├── MediaRefused          Telegram does not show such a picture, or not with such a caption
│   │   └── ButtonsRefused    it does not take these buttons
│   ├── NowhereToUpload       an inline picture needs a chat to be uploaded to first
│   └── Undeliverable         nobody is there to take it
├── StorageError
│   ├── StoreUnavailable      the database takes no writes now: full, locked or away
│   ├── FenceLost             the claim was taken over by another worker, or the request was cancelled
│   ├── DatabaseTooNew        written by a newer version of the bot
│   └── DatabaseDamaged       the file is not a sound database
├── ConfigurationError        a setting is missing or wrong; the bot does not start
└── LifeError                 a bug
    ├── IllegalMove           a request or generation was moved against the order of its life
    └── IllegalState          its fields contradict each other
"""

from dataclasses import dataclass, field


class PalitraError(Exception):
    """The root: whatever Palitra raises on purpose."""


# dataclass(eq=False) keeps Exception's identity and hash; the fields become arguments of the text for people.


class RequestError(PalitraError):
    """A request that cannot be drawn as it was written."""


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
class PresetUnknown(RequestError):
    """Nothing of this ``flag`` is called so, but ``choices`` are; ``nearest`` is nearly, or "none"."""

    flag: str
    value: str
    nearest: str
    choices: str


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


@dataclass(eq=False)
class QuietNow(RequestError):
    """The group wants no pictures until this time of its day."""

    until: str


@dataclass(eq=False)
class DailyLimitReached(RequestError):
    """The group's ``limit`` of pictures in 24 hours is used up."""

    limit: int


class NotYours(RequestError):
    """Only the one who asked may press this."""


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


class ProviderError(PalitraError):
    """An image API did not give what was asked."""


@dataclass(eq=False)
class Refused(ProviderError):
    """The model refuses such content; ``detail`` is the API's own wording."""

    detail: str


@dataclass(eq=False)
class Misconfigured(ProviderError):
    """Only the operator can mend it; ``detail`` says what the API said and what to change."""

    detail: str


@dataclass(eq=False)
class NotAccepted(ProviderError):
    """Surely not accepted: refused connection, 429, 503. ``retry_after`` is in seconds where the API gave it."""

    detail: str
    retry_after: float | None = None


@dataclass(eq=False)
class Unanswered(ProviderError):
    """A time-out, a broken connection or a server error: it may or may not have been accepted."""

    detail: str


@dataclass(eq=False)
class OperationLost(ProviderError):
    """The provider does not know the operation: wrong id, or its result was kept long enough."""

    operation_id: str


@dataclass(eq=False)
class AnswerInvalid(ProviderError):
    """An answer that breaks the API's promise: no JSON, no id, no picture."""

    detail: str


class CourierError(PalitraError):
    """Telegram did not take what was brought."""


@dataclass(eq=False)
class CourierDelayed(CourierError):
    """Telegram is away or asks to wait ``retry_after`` seconds; nothing was taken."""

    detail: str
    retry_after: float | None = None


@dataclass(eq=False)
class CourierUnanswered(CourierError):
    """A time-out, a broken connection or a server error: Telegram may or may not have taken it."""

    detail: str


@dataclass(eq=False)
class AlreadyThere(CourierError):
    """The message is so already: the proof that an edit whose answer was lost did arrive."""

    detail: str


@dataclass(eq=False)
class PlaceholderLost(CourierError):
    """The placeholder was deleted or cannot be edited."""

    detail: str


@dataclass(eq=False)
class ChatMoved(CourierError):
    """The group is now the supergroup ``chat_id``; nothing of the old one can be edited."""

    chat_id: int


@dataclass(eq=False)
class ThreadLost(CourierError):
    """The topic is closed or deleted; the rest of the chat may take messages."""

    detail: str


@dataclass(eq=False)
class ReplyLost(CourierError):
    """The message that is replied to is gone; without a reply it may be taken."""

    detail: str


@dataclass(eq=False)
class MediaRefused(CourierError):
    """Telegram refuses the picture or its caption in this form."""

    detail: str


@dataclass(eq=False)
class ButtonsRefused(MediaRefused):
    """Telegram refuses the buttons; without them it may be taken."""


@dataclass(eq=False)
class NowhereToUpload(CourierError):
    """There is no storage chat, and the person has never opened the chat with the bot."""

    detail: str


@dataclass(eq=False)
class Undeliverable(CourierError):
    """The bot may not write there: blocked, kicked, or the chat is gone."""

    detail: str


class StorageError(PalitraError):
    """The database did not do what was asked."""


@dataclass(eq=False)
class StoreUnavailable(StorageError):
    """The database takes no writes now; nothing was written."""

    detail: str

    def __str__(self) -> str:
        return f"the database cannot be used: {self.detail}"


@dataclass(eq=False)
class FenceLost(StorageError):
    """Somebody else holds the claim now; what was to be written is void, and was not written. ``id`` is the row's."""

    id: str


@dataclass(eq=False)
class DatabaseTooNew(StorageError):
    """The database has migrations this code does not know."""

    version: int
    known: int

    def __str__(self) -> str:
        return f"the database is at version {self.version}, this code knows {self.known}: update the bot"


@dataclass(eq=False)
class DatabaseDamaged(StorageError):
    """The database failed its check at start."""

    detail: str

    def __str__(self) -> str:
        return f"the database is damaged, restore a backup: {self.detail}"


@dataclass(eq=False)
class ConfigurationError(PalitraError):
    """A sentence for the operator: which setting is wrong and what its right form is."""

    sentence: str

    def __str__(self) -> str:
        return self.sentence


class LifeError(PalitraError):
    """A request or generation is not as one can be: a bug."""


@dataclass(eq=False)
class IllegalMove(LifeError):
    """A ``what`` (request, generation) cannot go from ``status`` to ``target``."""

    what: str
    status: str
    target: str


@dataclass(eq=False)
class IllegalState(LifeError):
    """A ``what`` (request, generation) cannot be so in this ``status``."""

    what: str
    status: str
