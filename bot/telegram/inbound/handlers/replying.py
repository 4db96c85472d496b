"""Words in reply to a picture: what is to be different in it, or said about it; nothing is drawn by surprise."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message

from bot.drawing import corrections, grammar
from bot.drawing.answers import Answers
from bot.drawing.gallery import Gallery, Shown
from bot.drawing.intake import Intake
from bot.drawing.policy import talk
from bot.drawing.values import revisions
from bot.drawing.values.specs import Draft, Spec
from bot.errors import CourierError, NotYours, TooLate
from bot.telegram.inbound import presses, reading
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.handlers.drawing import redraw, shown_by
from bot.telegram.inbound.presses import confirm, with_message
from bot.telegram.inbound.replies import tell
from bot.telegram.inbound.roles import wrote
from bot.telegram.refusals import translated
from bot.wording import talking
from bot.wording.talking import Change, Said, Same


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="replying")
    topic.message.register(refine, F.reply_to_message.from_user.is_bot, F.text, ~F.text.startswith("/"))
    topic.callback_query.register(change, Change.filter(F.sure), with_message)
    topic.callback_query.register(leave, Change.filter(~F.sure), with_message)
    topic.callback_query.register(draw_same, Same.filter(), with_message)
    return topic


async def refine(
    message: Message,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
    answers: Answers,
    *,
    username: Username,
) -> None:
    """What is to be different in a picture, or in a sheet: it is asked about, unless who asks wants none of that.

    In a group what is said about somebody else's picture is a conversation, but for who says it to the bot.
    """
    shown = await shown_by(message.reply_to_message, gallery)
    if shown is None:
        raise SkipHandler  # words like any others
    is_named = await reading.named(message, bot, username)
    is_private = message.chat.type == ChatType.PRIVATE
    if not (is_private or is_named or shown.request.origin.user_id == asker.id):
        return
    words = is_named["written"] if isinstance(is_named, dict) else reading.words(message)
    if is_private and not asker.person.asks and not talk.may_be_talk(words):
        await redraw(message, shown, corrections.change(words, revisions.refined), asker, intake)
    else:
        await tell(message, *_asked(asker, shown, words, intake), answers, asker.id, silent=True)


def _asked(asker: Asker, shown: Shown, words: str, intake: Intake) -> Said:
    """The question whether a picture is to be changed so, with what would be drawn. Raises RequestError."""
    change = corrections.change(words, revisions.refined)
    spec, by = intake.preview(shown.request, change, position=shown.position), grammar.parse(words)
    generation = shown.request.of(shown.position or 1)
    whole = shown.position is None
    return talking.change(asker.locale, _told(spec, by), generation, whole=whole, reply=words, talk=talk.meant(words))


def _told(spec: Spec, by: Draft) -> str:
    """What would be drawn, with its flags where other ones were given."""
    return spec.prompt if by == Draft(by.prompt) else grammar.written(spec)


async def change(
    query: CallbackQuery,
    callback_data: Change,
    shown: Message,
    bot: Bot,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
    *,
    username: Username,
) -> None:
    """Yes, draw that: the question becomes the placeholder. Words that were changed since are shown first.

    Raises TooLate, NotYours.
    """
    asked = await _own_words(shown, asker, bot)
    named = await reading.named(asked, bot, username)
    words = named["written"] if isinstance(named, dict) else reading.words(asked)
    request, generation = await gallery.picture(callback_data.id)
    of = Shown(request, None if callback_data.whole else generation.position)
    if talking.digest(words) != callback_data.digest:
        text, buttons = _asked(asker, of, words, intake)
        await presses.say(shown, text, buttons)
        await confirm(query, asker.say("words-changed"))
        return
    revision = corrections.change(words, revisions.refined)
    await redraw(asked, of, revision, asker, intake, answer=shown.message_id)
    await confirm(query, asker.say("offer-taken"))


async def leave(query: CallbackQuery, shown: Message, bot: Bot, asker: Asker) -> None:
    """No: the question goes. Raises TooLate, NotYours."""
    await _own_words(shown, asker, bot)
    await confirm(query, asker.say("not-changed"))
    with suppress(CourierError), translated():  # it may be gone already, and matters little
        await shown.delete()


async def _own_words(shown: Message, asker: Asker, bot: Bot) -> Message:
    """The words that a question is about, of who presses. Raises TooLate where they are gone, NotYours."""
    asked = shown.reply_to_message
    if asked is None:
        raise TooLate
    if not await wrote(bot, asker, asked):
        raise NotYours
    return asked


async def draw_same(
    query: CallbackQuery, callback_data: Same, shown: Message, asker: Asker, intake: Intake, gallery: Gallery
) -> None:
    """Draw the picture that a link led to, with the seed that is shown. Raises TooLate where it is gone."""
    request, generation = await gallery.picture(callback_data.id)
    seedless = await intake.repeat(
        request,
        revisions.unchanged,
        presses.origin(shown, asker, request),
        presses.dedupe_key(query),
        asker.member,
        position=generation.position,
        choice=query.data,
    )
    await confirm(query, asker.say("another-picture", model=seedless.title) if seedless else asker.say("offer-taken"))
