"""Drawing in any chat: by typing the bot's name and words there, or by mentioning it where it is no member.

Typing costs nothing. A chosen result is a message that carries the words' key; it is drawn when Telegram tells that it
was chosen (inline feedback is on) or when its button is pressed (it is off), whichever comes, and once.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    ChosenInlineResult,
    InlineQuery,
    InlineQueryResultsButton,
    InlineQueryResultUnion,
    Message,
)

from bot.drawing import grammar
from bot.drawing.corrections import Correction
from bot.drawing.gallery import Gallery
from bot.drawing.inline_drafts import InlineDrafts
from bot.drawing.intake import Intake
from bot.drawing.values import revisions
from bot.drawing.values.requests import Origin, Request
from bot.errors import PromptMissing, RequestError, StoreUnavailable, WordsGone
from bot.telegram.inbound import inline_messages, inline_results
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.presses import confirm
from bot.wording import corrections
from bot.wording.keyboards import Action, Press, Take
from bot.wording.texts import Html

log = structlog.get_logger(__name__)

EXAMPLES = ("example-lighthouse", "example-fox", "example-city")
"""What is suggested where nothing was typed yet, by the names of their texts."""

MOST_OWN = 12
"""How many of the person's own pictures are shown."""


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
    query: InlineQuery,
    asker: Asker,
    intake: Intake,
    inline_drafts: InlineDrafts,
    gallery: Gallery,
    *,
    has_storage_chat: bool,
) -> None:
    """What can be drawn of these words, and the person's own pictures that match; examples where there are no words.

    What is wrong with them is said first, by what would be drawn instead.
    """
    if not (asker.person.started or has_storage_chat):
        button = InlineQueryResultsButton(text=asker.say("inline-start"), start_parameter="inline")
        await query.answer([], cache_time=0, is_personal=True, button=button)
        return
    draft = grammar.parse_unfinished(query.query)
    correction = intake.correction(query.query, asker.person)
    if correction is not None and correction.text is not None:
        articles = await _corrected(correction, correction.text, asker, inline_drafts)
    else:
        articles = await _articles(query.query if draft.prompt else "", asker, inline_drafts)
    found = await gallery.matching(asker.id, draft.prompt, MOST_OWN)
    own = [inline_results.own(asker.locale, request) for request in found]
    try:
        await query.answer([*articles, *own] if draft.prompt else [*own, *articles], cache_time=0, is_personal=True)
    except TelegramBadRequest as error:  # a picture that Telegram only took as a file, or does not know any more
        log.info("results refused", detail=error.message)
        await query.answer(articles, cache_time=0, is_personal=True)


async def _corrected(
    correction: Correction, right: str, asker: Asker, inline_drafts: InlineDrafts
) -> list[InlineQueryResultUnion]:
    """What would be drawn instead of words that are wrong."""
    key = await inline_drafts.keep(asker.id, right)
    return [*inline_results.corrected(asker.locale, correction, key)]


async def _articles(words: str, asker: Asker, inline_drafts: InlineDrafts) -> list[InlineQueryResultUnion]:
    """What can be drawn of these words, or of examples where there are none."""
    articles: list[InlineQueryResultUnion] = []
    for text in [words] if words else [asker.say(name) for name in EXAMPLES]:
        key = await inline_drafts.keep(asker.id, text)
        draft = grammar.parse_unfinished(text)
        articles += inline_results.articles(asker.locale, draft, key, styled=bool(words))
    return articles


async def chosen(
    result: ChosenInlineResult, bot: Bot, asker: Asker, intake: Intake, inline_drafts: InlineDrafts
) -> None:
    """A result was posted, and inline feedback tells so. One of the person's own pictures needs nothing more."""
    wanted = inline_messages.wanted(result)
    if wanted.key != inline_results.OWN and result.inline_message_id is not None:
        await _begin(result.inline_message_id, wanted, bot, asker, intake, inline_drafts)


async def take(
    query: CallbackQuery,
    callback_data: Take,
    message_id: str,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    inline_drafts: InlineDrafts,
) -> None:
    """The button under a posted result was pressed, for inline feedback is off, or slow. Raises WordsGone."""
    begun = await _begin(message_id, callback_data, bot, asker, intake, inline_drafts)
    await confirm(query, asker.say("offer-taken") if begun else None)


async def cancel(query: CallbackQuery, request: Request, asker: Asker, intake: Intake) -> None:
    """Take a request back."""
    await intake.cancel(request)
    await confirm(query, asker.say("cancelled"))


async def retry(query: CallbackQuery, message_id: str, request: Request, asker: Asker, intake: Intake) -> None:
    """Ask once more for what failed, into the same message: so however often it is pressed, it is one request."""
    await intake.repeat(request, revisions.unchanged, _origin(asker, message_id), f"retry:{request.id}")
    await confirm(query, asker.say("retrying"))


async def resend(query: CallbackQuery, request: Request, asker: Asker, intake: Intake) -> None:
    """Bring a picture for which there was no chat to upload it to."""
    await intake.resend(request.id)
    await confirm(query, asker.say("resending"))


async def called(message: Message, username: Username) -> bool | dict[str, str]:
    """A filter: the ``words`` beside the bot's name and a command. A mere reply to its answer calls nobody."""
    name = re.compile(rf"@{re.escape(await username())}\b", re.IGNORECASE)
    text, names = name.subn(" ", message.text or message.caption or "")
    return {"words": re.sub(r"^\s*/draw\b", " ", text, flags=re.IGNORECASE)} if names else False


async def answer_guest(
    message: Message, words: str, bot: Bot, asker: Asker, intake: Intake, inline_drafts: InlineDrafts
) -> None:
    """Somebody mentioned the bot where it is no member: its answer becomes the picture."""
    try:
        draft = grammar.parse(words)
        if not draft.prompt:
            raise PromptMissing
        key = await inline_drafts.keep(asker.id, words)
    except (RequestError, StoreUnavailable) as error:
        await message.answer_guest_query(inline_results.note(asker.locale, _why(asker, error, intake)))
        return
    (article,) = inline_results.articles(asker.locale, draft, key, styled=False)
    sent, wanted = await message.answer_guest_query(article), Take(key=key)
    try:
        await _begin(sent.inline_message_id, wanted, bot, asker, intake, inline_drafts)
    except StoreUnavailable as error:  # it was answered, so it is not tried again by itself
        await inline_messages.say_why(bot, sent.inline_message_id, asker.locale.error(error), asker.locale, wanted)


async def _begin(
    message_id: str, wanted: Take, bot: Bot, asker: Asker, intake: Intake, inline_drafts: InlineDrafts
) -> bool:
    """Draw what was typed into its message; where that cannot be, the message says why. Raises WordsGone.

    The rules of a group hold where Telegram says which one it is: for who is called into it, not for who types.
    Feedback and a press, in either order and however often, are one request.
    """
    try:
        typed = await inline_drafts.own(wanted.key, asker.id)
        draft = grammar.parse(typed.text)
        styled = replace(draft, looks=replace(draft.looks, style=wanted.style or draft.looks.style))
        await intake.draw(styled, asker.person, _origin(asker, message_id), f"inline:{message_id}", asker.member)
    except WordsGone:
        raise  # that is said to who pressed, not to everybody
    except RequestError as error:
        log.info("not accepted", error=type(error).__name__)
        await inline_messages.say_why(bot, message_id, _why(asker, error, intake), asker.locale)
        return False
    return True


def _why(asker: Asker, error: RequestError | StoreUnavailable, intake: Intake) -> Html:
    """What is wrong, with the right words where they are known."""
    mended = intake.mended(error, asker.person, asker.member) if isinstance(error, RequestError) else None
    return corrections.why(asker.locale, error, mended)


def _origin(asker: Asker, message_id: str) -> Origin:
    language = asker.locale.language
    return Origin(chat_id=asker.id, message_id=0, user_id=asker.id, language=language, inline_message_id=message_id)
