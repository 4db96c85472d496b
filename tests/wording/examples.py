"""The locale files as they are written, and one of every error that people are told."""

import re
from datetime import UTC, datetime
from importlib.resources import files

from bot import errors
from bot.errors import PalitraError

AT_MIDNIGHT = (datetime(2026, 11, 26, tzinfo=UTC), "tomorrow", "00:00", "UTC")
"""When a limit's pictures come again."""

ABOUT_WORDS: list[PalitraError] = [
    errors.PromptMissing(),
    errors.PromptTooLong(702, 500, 33),
    errors.HelpWanted(),
    errors.NegationUnsupported(""),
    errors.FlagUnknown("sede", "seed"),
    errors.FlagRepeated("seed"),
    errors.FlagsClash("ar", "wide"),
    errors.FlagValueMissing("ar"),
    errors.FlagValueUnwanted("spoiler", "yes"),
    errors.NumberInvalid("many"),
    errors.WeightInvalid("-1", "0.01", "100"),
    errors.MarkupRefused("<lora:name:1>"),
    errors.PresetUnknown("style", "oli", "oil", "palette"),
    errors.SeedInvalid("banana"),
    errors.SeedUnsupported("DALL·E 3"),
    errors.RatioInvalid("0:1"),
    errors.RatioUnsupported("9:1", "1:4", "4:1"),
    errors.SizeInvalid("huge"),
    errors.OptionUnsupported("YandexART", "quality"),
    errors.ChoiceUnsupported("DALL·E 3", "size", "512x512", "1024x1024, 1792x1024, 1024x1792"),
    errors.ModelUnknown("midjourney", "yandex-art, dall-e-3"),
    errors.CountTooLarge(9, 4),
]
"""One of every error about what people wrote."""

EXAMPLES: list[PalitraError] = [
    *ABOUT_WORDS,
    errors.AdminsOnly(),
    errors.RightsUnknown(),
    errors.QuietNow("7:00"),
    *(kind(20, 3, *AT_MIDNIGHT) for kind in errors.LimitReached.__subclasses__()),
    errors.NothingSold(),
    errors.PackGone(),
    errors.PaymentUnknown("stx17"),
    errors.RefundedAlready("stx17"),
    errors.PaymentUnnamed(),
    errors.GiftInvalid(),
    errors.GiftTooLarge(20_000, 10_000),
    errors.BalanceTooSmall(5, 3),
    errors.AcceptingPaused(),
    errors.ModelOff("YandexART", "DALL·E 3"),
    errors.SentenceTooLong(700, 500),
    errors.NothingFound("1001"),
    errors.SoughtMissing(),
    errors.MessageMissing(),
    errors.NobodyToReach(),
    errors.ImproveUnavailable(),
    errors.TooLongToImprove(),
    errors.WordsNotImproved("refused"),
    errors.ImprovingUsedUp("own", 30, *AT_MIDNIGHT),
    errors.NotYours(),
    errors.WordsGone(),
    errors.LinksAreClosed(),
    errors.TooLate(),
    errors.NotDrawnYet(3, 12),
    errors.NotDrawn(3),
    errors.NotKept(),
    errors.ShownAlready(3),
    errors.StoreUnavailable("disk full"),
]
"""One of every error that people are told."""


def messages(language: str) -> dict[str, set[str]]:
    """Every message of a locale file, and the placeables in it."""
    source = files("bot.wording").joinpath("locales", f"{language}.ftl").read_text("utf-8")
    found = re.findall(r"^([a-z][\w-]*) =((?:.*\n)(?:[ \t].*\n|\n(?=[ \t]))*)", source, re.MULTILINE)
    return {name: set(re.findall(r"\{\s*(\$?[a-z][\w-]*)", text)) for name, text in found}
