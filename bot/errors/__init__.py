"""Every error of Palitra, in one tree. Errors carry fields; texts for people are made at the Telegram edge.

PalitraError
├── RequestError              the person's: answered with the right form, nothing is submitted
│   ├── PromptMissing
│   ├── PromptTooLong
│   ├── HelpWanted            they ask which flags there are
│   ├── NegationUnsupported   what is not to be drawn has to be said in words
│   ├── FlagUnknown
│   ├── FlagRepeated
│   ├── FlagsClash            two flags that say the same thing in two ways
│   ├── FlagValueMissing
│   ├── FlagValueUnwanted
│   ├── NumberInvalid
│   ├── WeightInvalid
│   ├── MarkupRefused
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
│   ├── RightsUnknown         nobody could be asked whether they are an admin
│   ├── QuietNow
│   ├── LimitReached          works again at a time, and may be asked then
│   │   ├── DailyLimitReached a group's pictures of the day
│   │   ├── HourUsedUp        a person's of the hour
│   │   ├── DayUsedUp         a person's of the day
│   │   ├── ShareUsedUp       a person's fair share of what the service takes a day
│   │   ├── ServiceUsedUp     what the service takes a day
│   │   ├── BudgetUsedUp      the operator's money
│   │   ├── ManyUnderWay      pictures a person waits for at once
│   │   └── QueueFull         pictures that wait in all
│   ├── ImprovingError        words were not improved: not here, too long, used up, or the language model did not
│   ├── AcceptingPaused       the operator accepts nothing for a while
│   ├── ModelOff              the operator switched this model off
│   ├── OwnerError            what an owner wrote: to be found, sent to everybody, or told people
│   ├── PaymentError          about Stars, or the pictures that they buy
│   │   ├── NothingSold       nothing can be bought here
│   │   ├── PackGone          so many pictures are not sold for this price any more
│   │   ├── PaymentUnknown    no payment is known by this id
│   │   ├── RefundedAlready   its Stars were given back before
│   │   ├── PaymentUnnamed    which payment is to be given back is not said
│   │   ├── GiftInvalid       to whom how many pictures are to be given is not said
│   │   ├── GiftTooLarge      so many pictures are not given at once
│   │   └── BalanceTooSmall   somebody has not so many pictures as are to be taken away
│   ├── NotYours              a button under somebody else's picture
│   ├── WordsGone             words typed inline that are somebody else's, or gone
│   ├── LinksAreClosed        its person wants no links to words of theirs
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
│   │   └── TextLost          it shows a picture and has no text
│   ├── ChatMoved             the group became a supergroup with another id
│   ├── FormRefused           it is not taken in this form; what nobody listed means this
│   │   ├── ButtonsRefused    not with these buttons
│   │   ├── PhotoRefused      not as a photo
│   │   ├── WordsRefused      not with such a text or caption
│   │   ├── ReplyLost         what is replied to is gone
│   │   ├── ThreadLost        the topic is closed or deleted
│   │   └── KindForbidden     the chat takes no text, or no photos, or no files
│   ├── RightsLost            the bot may not write there now, in no form
│   ├── NowhereToUpload       an inline picture needs a chat to be uploaded to first
│   └── Undeliverable         nobody is there to take it
├── StorageError
│   ├── StoreUnavailable      the database takes no writes now: full, locked or away
│   ├── LimitPassed           what was to be accepted would pass a limit
│   ├── RowsUnreadable        rows that were claimed contradict themselves
│   ├── FenceLost             the claim was taken over by another worker, or the request was cancelled
│   ├── DatabaseTooNew        written by a newer version of the bot
│   └── DatabaseDamaged       the file is not a sound database
├── ConfigurationError        a setting is missing or wrong; the bot does not start
└── LifeError                 a bug
    ├── IllegalMove           a request or generation was moved against the order of its life
    └── IllegalState          its fields contradict each other
"""

from bot.errors.base import ConfigurationError, IllegalMove, IllegalState, LifeError, PalitraError
from bot.errors.couriers import (
    AlreadyThere,
    ButtonsRefused,
    ChatMoved,
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    FormRefused,
    KindForbidden,
    NowhereToUpload,
    PhotoRefused,
    PlaceholderLost,
    ReplyLost,
    RightsLost,
    TextLost,
    ThreadLost,
    Undeliverable,
    WordsRefused,
)
from bot.errors.improving import ImproveUnavailable, ImprovingError, ImprovingUsedUp, TooLongToImprove, WordsNotImproved
from bot.errors.limits import (
    BudgetUsedUp,
    DailyLimitReached,
    DayUsedUp,
    HourUsedUp,
    LimitReached,
    ManyUnderWay,
    QueueFull,
    ServiceUsedUp,
    ShareUsedUp,
)
from bot.errors.owner import (
    AcceptingPaused,
    MessageMissing,
    ModelOff,
    NobodyToReach,
    NothingFound,
    OwnerError,
    SentenceTooLong,
    SoughtMissing,
)
from bot.errors.payments import (
    BalanceTooSmall,
    GiftInvalid,
    GiftTooLarge,
    NothingSold,
    PackGone,
    PaymentError,
    PaymentUnknown,
    PaymentUnnamed,
    RefundedAlready,
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
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    LinksAreClosed,
    MarkupRefused,
    ModelUnknown,
    NegationUnsupported,
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
    RightsUnknown,
    SeedInvalid,
    SeedUnsupported,
    ShownAlready,
    SizeInvalid,
    TooLate,
    WeightInvalid,
    WordsGone,
)
from bot.errors.storage import (
    DatabaseDamaged,
    DatabaseTooNew,
    FenceLost,
    LimitPassed,
    Outage,
    RowsUnreadable,
    StorageError,
    StoreUnavailable,
)

__all__ = [
    "AcceptingPaused",
    "AdminsOnly",
    "AlreadyThere",
    "AnswerInvalid",
    "BalanceTooSmall",
    "BudgetUsedUp",
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
    "DayUsedUp",
    "Declined",
    "Failed",
    "FenceLost",
    "FlagRepeated",
    "FlagUnknown",
    "FlagValueMissing",
    "FlagValueUnwanted",
    "FlagsClash",
    "FormRefused",
    "GiftInvalid",
    "GiftTooLarge",
    "HelpWanted",
    "HourUsedUp",
    "IllegalMove",
    "IllegalState",
    "ImproveUnavailable",
    "ImprovingError",
    "ImprovingUsedUp",
    "KindForbidden",
    "LifeError",
    "LimitPassed",
    "LimitReached",
    "LinksAreClosed",
    "ManyUnderWay",
    "MarkupRefused",
    "MessageMissing",
    "Misconfigured",
    "Mismatched",
    "ModelOff",
    "ModelUnknown",
    "NegationUnsupported",
    "NobodyToReach",
    "NotAccepted",
    "NotDrawn",
    "NotDrawnYet",
    "NotKept",
    "NotYours",
    "NothingFound",
    "NothingSold",
    "NowhereToUpload",
    "NumberInvalid",
    "OperationLost",
    "OptionUnsupported",
    "Outage",
    "OwnerError",
    "PackGone",
    "PalitraError",
    "PaymentError",
    "PaymentUnknown",
    "PaymentUnnamed",
    "PhotoRefused",
    "PlaceholderLost",
    "PresetUnknown",
    "PromptMissing",
    "PromptTooLong",
    "ProviderError",
    "QueueFull",
    "QuietNow",
    "RatioInvalid",
    "RatioUnsupported",
    "RefundedAlready",
    "Refused",
    "ReplyLost",
    "RequestError",
    "RightsLost",
    "RightsUnknown",
    "RowsUnreadable",
    "SeedInvalid",
    "SeedUnsupported",
    "SentenceTooLong",
    "ServiceUsedUp",
    "ShareUsedUp",
    "ShownAlready",
    "SizeInvalid",
    "SoughtMissing",
    "StorageError",
    "StoreUnavailable",
    "TextLost",
    "ThreadLost",
    "TooLate",
    "TooLongToImprove",
    "Unanswered",
    "Undecodable",
    "Undeliverable",
    "WeightInvalid",
    "WordsGone",
    "WordsNotImproved",
    "WordsRefused",
]
