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
│   ├── Declined              this request's, perhaps the person's words: what is not listed means this
│   ├── Mismatched            this request's, not the words: a parameter that the model does not take
│   ├── Misconfigured         the operator's: credentials, access, billing, model address
│   ├── Failed                an operation ended in an error: final
│   ├── NotAccepted           nobody's: surely not accepted, may be asked again later
│   ├── Unanswered            nobody's: no usable answer, it may or may not have been accepted
│   ├── OperationLost         the provider no longer knows the operation
│   └── AnswerInvalid         an answer came that is not what the API promises
│       └── Undecodable       what came instead of a picture is here, to be kept
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

from bot.errors.base import (
    ConfigurationError,
    IllegalMove,
    IllegalState,
    LifeError,
    PalitraError,
)
from bot.errors.couriers import (
    AlreadyThere,
    ButtonsRefused,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    MediaRefused,
    NowhereToUpload,
    PlaceholderLost,
    ReplyLost,
    ThreadLost,
    Undeliverable,
)
from bot.errors.providers import (
    AnswerInvalid,
    Declined,
    Failed,
    Misconfigured,
    Mismatched,
    NotAccepted,
    OperationLost,
    ProviderError,
    Refused,
    Unanswered,
    Undecodable,
)
from bot.errors.requests import (
    AdminsOnly,
    ChoiceUnsupported,
    CountTooLarge,
    DailyLimitReached,
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    ModelUnknown,
    NotDrawn,
    NotDrawnYet,
    NotKept,
    NotYours,
    NumberInvalid,
    OptionUnsupported,
    PresetUnknown,
    PromptMissing,
    PromptTooLong,
    QuietNow,
    RatioInvalid,
    RatioUnsupported,
    RequestError,
    SeedInvalid,
    SeedUnsupported,
    ShownAlready,
    SizeInvalid,
    TooLate,
    WeightInvalid,
)
from bot.errors.storage import (
    DatabaseDamaged,
    DatabaseTooNew,
    FenceLost,
    StorageError,
    StoreUnavailable,
)

__all__ = [
    "AdminsOnly",
    "AlreadyThere",
    "AnswerInvalid",
    "ButtonsRefused",
    "ChatMoved",
    "ChoiceUnsupported",
    "ConfigurationError",
    "CountTooLarge",
    "CourierDelayed",
    "CourierError",
    "CourierUnanswered",
    "DailyLimitReached",
    "DatabaseDamaged",
    "DatabaseTooNew",
    "Declined",
    "Failed",
    "FenceLost",
    "FlagRepeated",
    "FlagUnknown",
    "FlagValueMissing",
    "FlagValueUnwanted",
    "FlagsClash",
    "IllegalMove",
    "IllegalState",
    "LifeError",
    "MediaRefused",
    "Misconfigured",
    "Mismatched",
    "ModelUnknown",
    "NotAccepted",
    "NotDrawn",
    "NotDrawnYet",
    "NotKept",
    "NotYours",
    "NowhereToUpload",
    "NumberInvalid",
    "OperationLost",
    "OptionUnsupported",
    "PalitraError",
    "PlaceholderLost",
    "PresetUnknown",
    "PromptMissing",
    "PromptTooLong",
    "ProviderError",
    "QuietNow",
    "RatioInvalid",
    "RatioUnsupported",
    "Refused",
    "ReplyLost",
    "RequestError",
    "SeedInvalid",
    "SeedUnsupported",
    "ShownAlready",
    "SizeInvalid",
    "StorageError",
    "StoreUnavailable",
    "ThreadLost",
    "TooLate",
    "Unanswered",
    "Undecodable",
    "Undeliverable",
    "WeightInvalid",
]
