"""What an answer speaks of, whichever API says it: money, key, model, a person's words. Pure."""

import re

SHOWN = 500
"""Characters of what was said that are shown: some servers answer with all that was sent to them."""

_MODERATION = re.compile(
    r"moderat|nsfw|content.?(filter|polic|safety)|polic(y|ies)|safety|unsafe|terms of (use|service)|ethic|inappropriate"
    r"|prohibited|offensive|explicit|sexual|nudity|violen|violat|harmful|sensitive|not allowed to (draw|generate)"
    r"|модерац|неприемлем|запрещ|нарушает|не могу сгенерировать|этик",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"billing|payment|(credit|account) balance|insufficient (balance|credit|fund|quota)|out of (credit|money|fund)"
    r"|no (credit|money|fund)s? left|недостаточно средств",
    re.IGNORECASE,
)
_KEY = re.compile(r"\b(api|access).?(key|token)\b|unauthori[sz]ed|unauthenticated|invalid (key|token)", re.IGNORECASE)
_MODEL = re.compile(
    r"\bmodel\b.{0,120}\b(not found|not exist|unknown|retired|deprecated|no longer|not supported|not available|denied)"
    r"|\b(unknown|invalid|no such|unsupported) model\b",
    re.IGNORECASE | re.DOTALL,
)
_PARAMETER = re.compile(
    r"(unknown|unrecognized|unexpected|unsupported|invalid|missing).{0,20}\b(parameter|argument|field|option|size|quality"
    r"|style|response_format|aspect)\b",
    re.IGNORECASE,
)
_WORDS = re.compile(r"prompt|your (words|text|input)", re.IGNORECASE)

_TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.IGNORECASE | re.DOTALL)


def is_about_words(message: str) -> bool:
    """Whether an answer may be a refusal of a person's words: it speaks of moderation, safety or a policy."""
    return _MODERATION.search(message) is not None


def is_about_money(message: str) -> bool:
    """Whether an answer says that the account is out of money, and does not speak of the words."""
    return _surely(_MONEY, message)


def is_about_key(message: str) -> bool:
    """Whether an answer says that the key is not good, and does not speak of the words."""
    return _surely(_KEY, message)


def is_about_model(message: str) -> bool:
    """Whether an answer says that there is no such model, and does not speak of the words."""
    return _surely(_MODEL, message)


def is_about_parameter(message: str) -> bool:
    """Whether an answer says that it takes no such parameter, and does not speak of the words."""
    return _surely(_PARAMETER, message)


def said(body: bytes) -> str:
    """What a body says that is no JSON: its running text, as far as it is shown; nothing where it is none."""
    text = body[: 16 * SHOWN].decode("utf-8", "ignore")
    running = " ".join(_TAG.sub(" ", text).split())
    return running[:SHOWN] if running.isprintable() else ""


def _surely(pattern: re.Pattern[str], message: str) -> bool:
    """Whether it speaks of this, and neither of moderation nor of a prompt, which it may quote."""
    return pattern.search(message) is not None and not is_about_words(message) and _WORDS.search(message) is None
