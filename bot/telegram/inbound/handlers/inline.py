"""Drawing in any chat: by typing the bot's name and words there, or by mentioning it where it is no member.

Typing costs nothing. A chosen result is a message that carries the words' key; it is drawn when Telegram tells that it
was chosen (inline feedback is on) or when its button is pressed (it is off), whichever comes, and once.
"""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import replace

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
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
from bot.drawing.inline_drafts import Sketches
from bot.drawing.intake import Intake
from bot.drawing.values.generations import Generation, Origin
from bot.drawing.values.specs import Draft
from bot.drawing.values.styles import PRESETS
from bot.errors import CourierError, NotYours, PromptMissing, RequestError, StoreUnavailable
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer
from bot.telegram.outbound.storage_chat import StorageChat
from bot.telegram.refusals import understood
from bot.wording import captions, keyboards
from bot.wording.keyboards import Action, Press, Take
from bot.wording.labels import label
from bot.wording.texts import Html

log = structlog.get_logger(__name__)

STYLES = ("photo", "watercolor", "anime")
"""What is offered beside the words as they are."""

EXAMPLES = ("example-lighthouse", "example-fox", "example-city")
"""What is offered where nothing was typed yet, by the names of their texts."""

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
    topic.guest_message.register(answer_guest, F.guest_query_id, called)
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
    drawn: list[InlineQueryResultUnion] = []
    for text in texts:
        key = await sketches.keep(asker.id, text)
        drawn += _articles(asker, grammar.parse_unfinished(text), key, styled=bool(draft.prompt))
    own: list[InlineQueryResultUnion] = [
        _own(asker, one) for one in await gallery.matching(asker.id, draft.prompt, MOST_OWN)
    ]
    try:
        await query.answer(drawn + own if draft.prompt else own + drawn, cache_time=0, is_personal=True)
    except TelegramBadRequest as error:  # a picture that Telegram only took as a file, or does not know any more
        log.info("results refused", detail=error.message)
        await query.answer(drawn, cache_time=0, is_personal=True)


async def chosen(result: ChosenInlineResult, bot: Bot, asker: Asker, intake: Intake, sketches: Sketches) -> None:
    """A result was posted, and inline feedback tells so. One of the person's own pictures needs nothing more."""
    key, _, style = result.result_id.partition(":")
    if key != OWN and result.inline_message_id is not None:
        await _begin(result.inline_message_id, Take(key=key, style=style), bot, asker, intake, sketches)


async def take(
    query: CallbackQuery,
    callback_data: Take,
    message_id: str,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    sketches: Sketches,
) -> None:
    """The button under a posted result was pressed, for inline feedback is off, or slow. Raises NotYours."""
    begun = await _begin(message_id, callback_data, bot, asker, intake, sketches)
    await answer(query, asker.say("offer-taken") if begun else None)


async def cancel(query: CallbackQuery, callback_data: Press, asker: Asker, intake: Intake) -> None:
    """Take a request back."""
    await intake.cancel(callback_data.id, user_id=asker.id)
    await answer(query, asker.say("cancelled"))


async def retry(
    query: CallbackQuery, callback_data: Press, message_id: str, asker: Asker, intake: Intake, gallery: Gallery
) -> None:
    """Ask once more for what failed, into the same message: so however often it is pressed, it is one request."""
    kept = await gallery.own(callback_data.id, asker.id)
    await intake.repeat(kept, _origin(asker, message_id), f"retry:{kept.id}")
    await answer(query, asker.say("retrying"))


async def resend(query: CallbackQuery, callback_data: Press, asker: Asker, intake: Intake) -> None:
    """Bring a picture for which there was no chat to upload it to."""
    await intake.resend(callback_data.id, asker.id, None)
    await answer(query, asker.say("resending"))


async def called(message: Message, bot: Bot) -> bool | dict[str, str]:
    """A filter: the ``words`` beside the bot's name and a command. A mere reply to its answer calls nobody."""
    username = (await bot.me()).username or ""
    text, names = re.subn(rf"@{re.escape(username)}\b", " ", message.text or message.caption or "", flags=re.IGNORECASE)
    return {"words": re.sub(r"^\s*/draw\b", " ", text, flags=re.IGNORECASE)} if names else False


async def answer_guest(
    message: Message, words: str, bot: Bot, asker: Asker, intake: Intake, sketches: Sketches
) -> None:
    """Somebody mentioned the bot where it is no member: its answer becomes the picture."""
    try:
        draft = grammar.parse(words)
        if not draft.prompt:
            raise PromptMissing
        key = await sketches.keep(asker.id, words)
    except (RequestError, StoreUnavailable) as error:
        await message.answer_guest_query(_note(asker, asker.texts.error(asker.language, error)))
        return
    (article,) = _articles(asker, draft, key, styled=False)
    sent = await message.answer_guest_query(article)
    await _begin(sent.inline_message_id, Take(key=key), bot, asker, intake, sketches)


async def _begin(message_id: str, wanted: Take, bot: Bot, asker: Asker, intake: Intake, sketches: Sketches) -> bool:
    """Draw a sketch into its message; where that cannot be, the message says why. Raises NotYours.

    Feedback and a press, in either order and however often, are one request.
    """
    try:
        sketch = await sketches.own(wanted.key, asker.id)
        draft = grammar.parse_unfinished(sketch.text)
        one = replace(draft, count=None, style=wanted.style or draft.style)
        await intake.draw(one, asker.person, _origin(asker, message_id), f"inline:{message_id}")
    except NotYours:
        raise
    except (RequestError, StoreUnavailable) as error:
        log.info("not accepted", error=type(error).__name__)
        again = isinstance(error, StoreUnavailable)
        buttons = keyboards.take(asker.texts, asker.language, wanted.key, wanted.style) if again else None
        with suppress(CourierError), understood():
            sentence = asker.texts.error(asker.language, error)
            await bot.edit_message_text(sentence, inline_message_id=message_id, reply_markup=buttons)
        return False
    return True


def _origin(asker: Asker, message_id: str) -> Origin:
    return Origin(
        chat_id=asker.id, message_id=0, user_id=asker.id, language=asker.language, inline_message_id=message_id
    )


def _own(asker: Asker, one: Generation) -> InlineQueryResultCachedPhoto:
    """A picture that was drawn before: it is posted as it is, and costs nothing."""
    caption = captions.brief(asker.texts, asker.language, one)
    return InlineQueryResultCachedPhoto(
        id=f"{OWN}:{one.id.hex}",
        photo_file_id=one.file_id or "",
        title=asker.say("inline-own"),
        description=one.request.prompt,
        caption=caption,
    )


def _note(asker: Asker, sentence: Html) -> InlineQueryResultArticle:
    """A message that only says something."""
    content = InputTextMessageContent(message_text=sentence)
    return InlineQueryResultArticle(id="note", title=asker.say("inline-title"), input_message_content=content)


def _articles(asker: Asker, draft: Draft, key: str, *, styled: bool) -> Iterator[InlineQueryResultArticle]:
    """A message to post for the words as they are, and for each of some styles."""
    names = ("", *(name for name in STYLES if styled and draft.style is None))
    labels = {preset.name: label(preset, asker.language) for preset in PRESETS["style"]}
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
