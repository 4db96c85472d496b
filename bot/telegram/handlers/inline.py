"""Drawing in any chat: by typing the bot's name and words there, or by mentioning it where it is no member.

Typing costs nothing. A chosen result is a message that carries the words' key; it is drawn when Telegram tells that it
was chosen (inline feedback is on) or when its button is pressed (it is off), whichever comes, and once.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.types import (
    CallbackQuery,
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultCachedPhoto,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    InputTextMessageContent,
    Message,
)

from bot.drawing import grammar
from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.requests import Draft
from bot.drawing.sketches import Sketches
from bot.drawing.styles import PRESETS
from bot.drawing.values import Origin
from bot.errors import CourierError, PromptMissing, RequestError
from bot.telegram import captions, keyboards
from bot.telegram.answers import understood
from bot.telegram.asker import Asker
from bot.telegram.keyboards import Action, Press, Take
from bot.telegram.storage_chat import StorageChat
from bot.telegram.texts import Html

STYLES = ("photo", "watercolor", "anime")
"""What is offered beside the words as they are."""

EXAMPLES = ("example-lighthouse", "example-fox", "example-city")
MOST_OWN = 12
"""How many of the person's own pictures are shown."""

OWN = "own"
"""What the ids of those results begin with."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="inline")
    topic.inline_query.register(suggest)
    topic.chosen_inline_result.register(chosen, F.inline_message_id)
    topic.callback_query.register(take, Take.filter(), F.inline_message_id.as_("message_id"))
    presses: dict[Action, Callable[..., Awaitable[None]]] = {
        Action.CANCEL: cancel,
        Action.RETRY: retry,
        Action.RESEND: resend,
    }
    for action, handler in presses.items():
        topic.callback_query.register(handler, Press.filter(F.action == action), F.inline_message_id.as_("message_id"))
    topic.guest_message.register(answer_guest, F.guest_query_id)
    return topic


async def suggest(
    query: InlineQuery, asker: Asker, sketches: Sketches, gallery: Gallery, storage_chat: StorageChat
) -> None:
    """What can be drawn of these words, and the person's own pictures that match; examples where there are no words."""
    if not (asker.person.started or storage_chat.is_set):
        button = InlineQueryResultsButton(text=asker.say("inline-start"), start_parameter="inline")
        await query.answer([], cache_time=0, is_personal=True, button=button)
        return
    draft = grammar.parse_unfinished(query.query)
    texts = [query.query] if draft.prompt else [asker.say(name) for name in EXAMPLES]
    keys = [await sketches.keep(asker.id, text) for text in texts]
    own = await gallery.matching(asker.id, draft.prompt, MOST_OWN)
    cached: list[InlineQueryResultUnion] = [
        InlineQueryResultCachedPhoto(
            id=f"{OWN}:{one.id.hex}",
            photo_file_id=one.file_id or "",
            caption=captions.brief(asker.texts, asker.language, one),
        )
        for one in own
    ]
    drawn: list[InlineQueryResultUnion] = []
    for text, key in zip(texts, keys, strict=True):
        drawn += _articles(asker, grammar.parse_unfinished(text), key, styled=bool(draft.prompt))
    results = drawn + cached if draft.prompt else cached + drawn
    await query.answer(results, cache_time=0, is_personal=True)


async def chosen(result: ChosenInlineResult, bot: Bot, asker: Asker, intake: Intake, sketches: Sketches) -> None:
    """A result was posted, and inline feedback tells so. One of the person's own pictures needs nothing more."""
    key, _, style = result.result_id.partition(":")
    if key == OWN or result.inline_message_id is None:
        return
    try:
        await _draw(result.inline_message_id, key, style, asker, intake, sketches)
    except RequestError as error:
        with suppress(CourierError), understood():
            await bot.edit_message_text(
                asker.texts.error(asker.language, error), inline_message_id=result.inline_message_id
            )


async def take(
    query: CallbackQuery, callback_data: Take, message_id: str, asker: Asker, intake: Intake, sketches: Sketches
) -> None:
    """The button under a posted result was pressed, for inline feedback is off, or slow."""
    await _draw(message_id, callback_data.key, callback_data.style, asker, intake, sketches)
    await query.answer(asker.say("offer-taken"))


async def cancel(query: CallbackQuery, callback_data: Press, asker: Asker, intake: Intake) -> None:
    """Take a request back."""
    await intake.cancel(callback_data.id, user_id=asker.id)
    await query.answer(asker.say("cancelled"))


async def retry(
    query: CallbackQuery, callback_data: Press, message_id: str, asker: Asker, intake: Intake, gallery: Gallery
) -> None:
    """Ask once more for what failed, into the same message."""
    kept = await gallery.own(callback_data.id, asker.id)
    await intake.repeat(kept, _origin(asker, message_id), f"callback:{query.id}")
    await query.answer(asker.say("retrying"))


async def resend(query: CallbackQuery, callback_data: Press, asker: Asker, intake: Intake) -> None:
    """Bring a picture for which there was no chat to upload it to."""
    await intake.resend(callback_data.id, asker.id, None)
    await query.answer(asker.say("resending"))


async def answer_guest(message: Message, bot: Bot, asker: Asker, intake: Intake, sketches: Sketches) -> None:
    """Somebody mentioned the bot where it is no member: its answer becomes the picture."""
    words = await _words(message, bot)
    try:
        draft = grammar.parse(words)
        if not draft.prompt:
            raise PromptMissing
    except RequestError as error:
        await message.answer_guest_query(_note(asker, asker.texts.error(asker.language, error)))
        return
    key = await sketches.keep(asker.id, words)
    (article,) = _articles(asker, draft, key, styled=False)
    sent = await message.answer_guest_query(article)
    await _draw(sent.inline_message_id, key, "", asker, intake, sketches)


async def _words(message: Message, bot: Bot) -> str:
    """What a message says beside the bot's name and a command."""
    username = (await bot.me()).username or ""
    text = re.sub(rf"@{re.escape(username)}\b", " ", message.text or message.caption or "", flags=re.IGNORECASE)
    return re.sub(r"^\s*/draw\b", " ", text, flags=re.IGNORECASE)


async def _draw(message_id: str, key: str, style: str, asker: Asker, intake: Intake, sketches: Sketches) -> None:
    """Draw a sketch into the message; feedback and a press, in either order and however often, are one request."""
    sketch = await sketches.own(key, asker.id)
    draft = grammar.parse_unfinished(sketch.text)
    one = replace(draft, count=None, style=style or draft.style)
    await intake.draw(one, asker.person, _origin(asker, message_id), f"inline:{message_id}")


def _origin(asker: Asker, message_id: str) -> Origin:
    return Origin(
        chat_id=asker.id, message_id=0, user_id=asker.id, language=asker.language, inline_message_id=message_id
    )


def _note(asker: Asker, sentence: Html) -> InlineQueryResultArticle:
    """A message that only says something."""
    content = InputTextMessageContent(message_text=sentence)
    return InlineQueryResultArticle(id="note", title=asker.say("inline-title"), input_message_content=content)


def _articles(asker: Asker, draft: Draft, key: str, *, styled: bool) -> Iterator[InlineQueryResultArticle]:
    """A message to post for the words as they are, and for each of some styles."""
    names = ("", *(name for name in STYLES if styled and draft.style is None))
    labels = {preset.name: keyboards.label(preset, asker.language) for preset in PRESETS["style"]}
    for name in names:
        title = asker.say("inline-title") if not name else asker.say("inline-styled", style=labels[name])
        text = asker.say("inline-placeholder", prompt=draft.prompt)
        yield InlineQueryResultArticle(
            id=f"{key}:{name}",
            title=title,
            description=draft.prompt,
            input_message_content=InputTextMessageContent(message_text=text),
            reply_markup=keyboards.take(asker.texts, asker.language, key, name),
        )
