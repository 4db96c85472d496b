"""What people see while they type inline: messages to post."""

from collections.abc import Iterable, Iterator

from aiogram.types import InlineQueryResultArticle, InlineQueryResultCachedPhoto, InputTextMessageContent

from bot.drawing import grammar
from bot.drawing.corrections import Correction
from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Draft
from bot.wording import captions, corrections, keyboards
from bot.wording.labels import label_of
from bot.wording.lengths import plain, shortened
from bot.wording.texts import Html, Locale, legible

STYLES = ("photo", "watercolor", "anime")
"""What is suggested beside the words as they are."""

OWN = "own"
"""What the ids of results begin with that were drawn before."""


def own(locale: Locale, request: Request) -> InlineQueryResultCachedPhoto:
    """A picture or sheet that was drawn before: it is posted as it is, and costs nothing."""
    return InlineQueryResultCachedPhoto(
        id=f"{OWN}:{request.id.hex}",
        photo_file_id=request.file_id or "",
        title=locale.say("inline-own"),
        description=shortened(legible(request.spec.prompt), keyboards.INLINE_LIMIT),
        caption=captions.brief(locale, request),
    )


def note(locale: Locale, sentence: Html) -> InlineQueryResultArticle:
    """A message that only says something."""
    content = InputTextMessageContent(message_text=sentence)
    return InlineQueryResultArticle(id="note", title=locale.say("inline-title"), input_message_content=content)


def articles(locale: Locale, draft: Draft, key: str, *, styled: bool) -> Iterator[InlineQueryResultArticle]:
    """A message to post for the words as they are, and for each of some styles."""
    yield _article(locale, draft.prompt, key, locale.say("inline-title"), draft.prompt)
    if styled and draft.looks.style is None:
        yield from _styled(locale, draft.prompt, key, STYLES)


def corrected(locale: Locale, correction: Correction, key: str) -> Iterator[InlineQueryResultArticle]:
    """A message to post for what is right instead of what was typed, under which its draft is kept; and its choices."""
    right = correction.text or ""
    title = locale.say("inline-corrected", command=right)
    wrong = plain(corrections.sentence(locale, correction.error))
    prompt = grammar.parse(right).prompt
    yield _article(locale, prompt, key, title, wrong)
    yield from _styled(locale, prompt, key, [value for flag, value in correction.choices if flag == "style"])


def _styled(locale: Locale, prompt: str, key: str, names: Iterable[str]) -> Iterator[InlineQueryResultArticle]:
    for name in names:
        title = locale.say("inline-styled", style=label_of("style", name, locale))
        yield _article(locale, prompt, key, title, prompt, name)


def _article(
    locale: Locale, prompt: str, key: str, title: str, description: str, style: str = ""
) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=f"{key}:{style}",
        title=plain(title),
        description=legible(description),
        input_message_content=InputTextMessageContent(message_text=locale.say("inline-placeholder", prompt=prompt)),
        reply_markup=keyboards.take(locale, key, style),
    )
