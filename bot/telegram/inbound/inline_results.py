"""What people see while they type inline: messages to post."""

from collections.abc import Iterator

from aiogram.types import InlineQueryResultArticle, InlineQueryResultCachedPhoto, InputTextMessageContent

from bot.drawing.values.requests import Request
from bot.drawing.values.specs import Draft
from bot.drawing.values.styles import PRESETS
from bot.wording import captions, keyboards
from bot.wording.labels import label
from bot.wording.lengths import shortened
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
    names = ("", *(name for name in STYLES if styled and draft.looks.style is None))
    labels = {preset.name: label(preset, locale) for preset in PRESETS["style"]}
    for name in names:
        title = locale.say("inline-styled", style=labels[name]) if name else locale.say("inline-title")
        text = locale.say("inline-placeholder", prompt=draft.prompt)
        yield InlineQueryResultArticle(
            id=f"{key}:{name}",
            title=title,
            description=legible(draft.prompt),
            input_message_content=InputTextMessageContent(message_text=text),
            reply_markup=keyboards.take(locale, key, name),
        )
