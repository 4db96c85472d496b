"""What is done about each error, so that what its person meant is left."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.drawing.conditions import Conditions
from bot.drawing.mends import choices, flags, numbers, words
from bot.drawing.pieces import Pieces
from bot.errors import (
    ChoiceUnsupported,
    CountTooLarge,
    FlagRepeated,
    FlagsClash,
    FlagUnknown,
    FlagValueMissing,
    FlagValueUnwanted,
    HelpWanted,
    ImproveUnavailable,
    MarkupRefused,
    ModelOff,
    ModelUnknown,
    NegationUnsupported,
    NumberInvalid,
    OptionUnsupported,
    PresetUnknown,
    PromptTooLong,
    RatioInvalid,
    RatioUnsupported,
    RequestError,
    SeedInvalid,
    SeedUnsupported,
    SizeInvalid,
    TooLongToImprove,
    WeightInvalid,
)

Mend = Callable[[Pieces, Any, Conditions], Pieces]
"""From what is wrong to what is better by the one thing that the error names."""

MENDS: Mapping[type[RequestError], Mend] = {
    FlagUnknown: flags.unknown,
    FlagRepeated: flags.last_only,
    FlagsClash: flags.last_only,
    FlagValueMissing: flags.valueless,
    FlagValueUnwanted: flags.alone,
    HelpWanted: flags.without_help,
    ImproveUnavailable: flags.as_it_is,
    TooLongToImprove: flags.as_it_is,
    NegationUnsupported: words.in_words,
    NumberInvalid: numbers.number,
    CountTooLarge: numbers.fewer,
    SeedInvalid: numbers.seed,
    SeedUnsupported: numbers.seedless,
    RatioInvalid: numbers.ratio,
    RatioUnsupported: numbers.within,
    SizeInvalid: numbers.size,
    ChoiceUnsupported: choices.choice,
    OptionUnsupported: choices.optionless,
    PresetUnknown: choices.preset,
    ModelUnknown: choices.model,
    ModelOff: choices.model,
    WeightInvalid: words.weights,
    MarkupRefused: words.plain,
    PromptTooLong: words.shorter,
}
"""What is done about each error; about one that has no row, only its person can do something."""
