"""What of a language model's answer is taken: it is a stranger's text, and becomes words, and nothing but words.

What it wraps its answer in is stripped, what this bot or an image server would obey is made harmless, a refusal is
known as one, and the person's own words are kept.
"""

import json
import re
import unicodedata
from collections import Counter

from bot.drawing.pieces import as_words
from bot.drawing.values import markup
from bot.errors import AnswerInvalid, Refused

_THOUGHTS = re.compile(
    r"<think(?:ing)?>.*?</think(?:ing)?>|^.*?</think(?:ing)?>|<think(?:ing)?>.*$", re.DOTALL | re.IGNORECASE
)
"""What reasoning models say to themselves, also where its beginning or its end was cut off."""

_FENCED = re.compile(r"```[\w-]*\n?(.*?)(?:```|$)", re.DOTALL)
_NAMED = ("prompt", "text", "description", "промт", "описание")
"""Where the prompt is in an answer that is a JSON object."""

_COURTESY = re.compile(
    r"(?:sure(?: thing)?|certainly|of course|absolutely|okay|ok|great|конечно|хорошо|готово|отлично)\s*[!.,:—-]+\s*",
    re.IGNORECASE,
)
_ANNOUNCED = re.compile(
    r"[^:\n]{0,80}\b(?:prompt|промп?та?|запроса?|version|вариант|description|описание|here(?: is|['’]s| you go)|вот)\b"
    r"[^:\n]{0,40}:[*_]*\s*",
    re.IGNORECASE,
)
"""How an answer begins that introduces itself."""

_LABEL = re.compile(
    r"(?:(?<=^)|(?<=[\n.;,])) *[*_]*(?:subject|details?|style|light(?:ing)?|colou?rs?|(?:colou?r )?palette|composition"
    r"|view|mood|объект|основной объект|сюжет|детали|стиль|свет|освещение|цвета|палитра|цветовая гамма|гамма|композиция"
    r"|ракурс|настроение)[*_]*\s*:[*_]*\s*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}[.)]|#{1,6})\s+", re.MULTILINE)
_LINE_END = re.compile(r"([^\s.,;:!?])\s*\n+\s*")
_ORNAMENT = re.compile(r"[*_`~|\\{}]+|^>+\s*", re.MULTILINE)
_PARAMETER = re.compile(
    r"(?<!\S)[-\u2012-\u2015\u2212]{1,3}(?:[a-z]{2,}|[a-z](?=[ =]\d))\b(?:[ =]+\d[\d.:x]*)?", re.IGNORECASE
)
"""Another service's flags: ``--ar 16:9``, ``--v 6``, ``-n 2``."""

_WEIGHT = re.compile(r"::\s*-?\d*(?:[.,]\d+)?")
_PAIRS = {'"': '"', "'": "'", "«": "»", "“": "”", "„": "“", "‘": "’", "(": ")", "[": "]"}

_REFUSAL = re.compile(
    r"(?:i['’]?m (?:very |really )?sorry|sorry\b|i (?:can(?:no|['’]?)t|won['’]?t|am (?:not able|unable)|apologi[sz]e)"
    r"|i['’]m (?:not able|unable)|unfortunately,? i|as an ai|my apologies"
    r"|извините|простите|прошу прощения|к сожалению|я не могу|не могу (?:помочь|обсуждать|создать|выполнить)"
    r"|я не (?:буду|стану|умею)|как (?:языковая модель|ии)|давайте (?:сменим|поговорим)|в интернете есть много сайтов)",
    re.IGNORECASE,
)
"""How language models begin who will not do it."""

_TOKEN = re.compile(r"\d+|[^\W\d_]{3,}")
_LITTLE = re.compile(
    r"the|and|with|for|from|into|onto|over|under|near|his|her|its|their|this|that|are|was"
    r"|при|над|под|для|без|как|или|что|это|его|она|они|мой|моя|наш"
)
"""Words that say nothing by themselves."""

_ENDING, _STEM = 2, 3
"""Letters of a word that may change with its form, and letters that are always compared."""

_SCRIPTS = frozenset({"LATIN", "CYRILLIC"})

_BREAKS = (". ", "; ", ", ", " ")
"""Where a text that is too long is cut, the best first."""

_CLOSE = 0.6
"""How much of the room is to be left by a cut at the best place."""


def taken(answer: str, words: str, room: int) -> str:
    """The words of an answer, in which somebody's own ``words`` are kept, within so many characters.

    Raises Refused where the model will not, and AnswerInvalid where nothing of it can be taken.
    """
    said = _unwrapped(answer)
    refusal = _REFUSAL.match(said)
    if refusal is not None and not words.casefold().startswith(refusal[0].casefold()):
        raise Refused("the language model answered that it will not")
    plain = harmless(said)
    if not any(one.isalpha() for one in plain):
        raise AnswerInvalid("the language model answered no words")
    if _is_foreign(plain, words):
        raise AnswerInvalid("the language model answered in another language")
    own = harmless(words)
    if keeps(plain, own):
        return cut(plain, room)
    rest = cut(plain, room - len(own) - 2)
    return f"{own.rstrip(' ,.;:')}, {rest}" if rest else own


def harmless(text: str) -> str:
    """A text in which nothing is a flag, a weight, or a command to a server that draws; on one line."""
    plain = markup.removed("".join(one if _is_shown(one) else " " for one in text))
    while True:
        before, plain = plain, _PARAMETER.sub(" ", _WEIGHT.sub(",", plain))
        plain = as_words(plain)
        if plain == before:
            return _tidied(plain)


def keeps(text: str, words: str) -> bool:
    """Whether a text says what somebody said: every word of theirs, in whichever form."""
    folded, there = _folded(words), _TOKEN.findall(_folded(text))
    if folded.strip(" .,!?") in _folded(text):
        return True
    asked = [one for one in _TOKEN.findall(folded) if not _LITTLE.fullmatch(one)]
    return bool(asked) and all(any(one.startswith(_stem(word)) for one in there) for word in asked)


def cut(text: str, room: int) -> str:
    """As much of a text as has room, to the end of a sentence, a phrase or a word."""
    if len(text) <= room:
        return text
    beginning = text[: max(room, 0) + 1]
    for number, end in enumerate(_BREAKS):
        at = beginning.rfind(end)
        if at > 0 and (at >= _CLOSE * room or number == len(_BREAKS) - 1):
            return text[:at].rstrip(" ,.;:—-")
    return ""


def _unwrapped(answer: str) -> str:
    """The prompt itself, without what an answer wraps it in."""
    said = _THOUGHTS.sub("", answer).strip()
    if fenced := _FENCED.search(said):
        said = fenced[1].strip()
    said = _of_object(said) or said
    for opening in (_COURTESY, _ANNOUNCED):
        if begun := opening.match(said):
            said = said[begun.end() :].strip() or said
    return _unquoted(_LINE_END.sub(r"\1, ", _BULLET.sub("", _LABEL.sub(" ", said))))


def _of_object(said: str) -> str | None:
    try:
        content = json.loads(said) if said.startswith("{") else None
    except (ValueError, RecursionError):
        return None
    found = (content.get(name) for name in _NAMED) if isinstance(content, dict) else ()
    return next((one for one in found if isinstance(one, str)), None)


def _unquoted(said: str) -> str:
    """A text without the quotation marks around it; what stands behind them is a remark."""
    said = said.strip()
    end = _PAIRS.get(said[:1])
    if end is None or said.find(end, 1) < len(said) // 2:
        return said
    return said[1 : said.rfind(end)].strip()


def _is_shown(character: str) -> bool:
    return unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}


def _tidied(text: str) -> str:
    """A text without what is left over where something was taken out."""
    bare = _ORNAMENT.sub(" ", text)
    spaced = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(bare.split()))
    return re.sub(r"([,;:])(?:\s*[,;:])+", r"\1", spaced).strip(" ,;:")


def _is_foreign(text: str, words: str) -> bool:
    """Whether it is in the other alphabet."""
    scripts = _script(text), _script(words)
    return scripts[0] != scripts[1] and _SCRIPTS.issuperset(scripts)


def _script(text: str) -> str:
    """The alphabet that most letters are of."""
    names = Counter(unicodedata.name(one, "").partition(" ")[0] for one in text if one.isalpha())
    return next((name for name, _ in names.most_common(1)), "")


def _folded(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _stem(word: str) -> str:
    return word[: max(_STEM, len(word) - _ENDING)]
