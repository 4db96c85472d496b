"""Asking for pictures, in all the ways people do."""

import re
from contextlib import suppress
from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, ForceReply, Message

from bot.drawing import grammar
from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.values import revisions
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import Question
from bot.drawing.values.requests import Origin, RequestStatus
from bot.drawing.values.specs import Draft
from bot.errors import CourierError, TooLate
from bot.telegram.calls import answering
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import address, confirm, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.plain_text import PlainText
from bot.telegram.refusals import translated
from bot.wording import keyboards
from bot.wording.texts import Html

_COMMAND = re.compile(r"/draw(@\w+)?(?=\s|$)", re.IGNORECASE)


def router(plain_text: PlainText) -> Router:
    """The router of this topic; the last one to be asked, for it takes any text that is left."""
    topic = Router(name="drawing")
    for observer in (topic.message, topic.edited_message):
        observer.register(draw, Command("draw", ignore_case=True))
    topic.message.register(again, Command("again", ignore_case=True))
    words_to_bot = (F.reply_to_message.from_user.is_bot, F.text, ~F.text.startswith("/"))
    topic.message.register(take_answer, *words_to_bot)
    topic.message.register(refine, *words_to_bot)
    if plain_text is not PlainText.IGNORE:
        words = (F.chat.type == "private", F.text, ~F.text.startswith("/"))
        topic.message.register(offer if plain_text is PlainText.OFFER else draw_words, *words)
    words_of_offer = F.message.reply_to_message.as_("asked")
    topic.callback_query.register(take_offer, F.data == keyboards.OFFER, with_message, words_of_offer)
    topic.callback_query.register(miss)
    return topic


async def draw(message: Message, command: CommandObject, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """/draw a red fox --seed 17 --ar 2:1, or in reply to somebody's words; bare, it asks for the words."""
    edited = message.edit_date is not None
    if edited and await intake.accepted(dedupe_key(message)):
        return
    written = (command.args or "").strip()
    draft = _draft(message, written)
    if draft.prompt or written:
        await intake.draw(draft, asker.person, origin(message, asker), dedupe_key(message), asker.member)
    elif not edited:
        await ask(message, asker.say("ask-words"), Question(asker.id), asker, gallery)


async def draw_words(message: Message, asker: Asker, intake: Intake) -> None:
    """A private chat's plain words, where the operator lets them be drawn without a command."""
    draft = grammar.parse(message.text or "")
    await intake.draw(draft, asker.person, origin(message, asker), dedupe_key(message), asker.member)


async def offer(message: Message, asker: Asker) -> None:
    """A private chat's plain words: perhaps they are to be drawn."""
    await reply(message, asker.say("offer"), keyboards.offer(asker.locale), silent=True)


async def take_offer(query: CallbackQuery, shown: Message, asked: Message, asker: Asker, intake: Intake) -> None:
    """Yes, draw that; the question goes, the placeholder comes."""
    draft = grammar.parse(asked.text or "")
    await intake.draw(draft, asker.person, origin(asked, asker), dedupe_key(asked), asker.member)
    await confirm(query, asker.say("offer-taken"))
    with suppress(CourierError), translated():  # it may be gone already, and matters little
        await shown.delete()


async def miss(_query: CallbackQuery) -> None:
    """A button of an older version of the bot, or under an offer whose words are gone. Raises TooLate."""
    raise TooLate


async def again(message: Message, command: CommandObject, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """/again: the person's last request in this chat with a new seed; words and flags after it change it."""
    last = await gallery.latest(asker.id, message.chat.id)
    if last is None:
        await reply(message, asker.say("nothing-yet"))
        return
    revision = revisions.then(revisions.reseeded, revisions.refined(grammar.parse(command.args or "")))
    await intake.repeat(last, revision, origin(message, asker), dedupe_key(message), asker.member)


async def take_answer(message: Message, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """Words in reply to the bot's question for words; those of others are left alone."""
    question = await gallery.question(address(message.reply_to_message or message))
    if question is None:
        raise SkipHandler
    if question.user_id != asker.id:
        return
    draft, where, key = grammar.parse(message.text or ""), origin(message, asker), dedupe_key(message)
    if question.generation_id is None:
        await intake.draw(draft, asker.person, where, key, asker.member)
        return
    request, generation = await gallery.picture(question.generation_id)
    # A button under the sentence that nothing came is about the whole request, by its first generation.
    position = generation.position if generation.status is GenerationStatus.DRAWN else None
    await intake.repeat(request, revisions.reworded(draft), where, key, asker.member, position=position)


async def refine(message: Message, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """Words in reply to the asker's own picture: what is to be different in it, or in all pictures of a sheet."""
    shown = await gallery.shown(address(message.reply_to_message or message))
    if shown is None or (shown.position is None and shown.request.status is not RequestStatus.DELIVERED):
        raise SkipHandler  # words like any others
    if shown.request.origin.user_id != asker.id and message.chat.type != ChatType.PRIVATE:
        return  # in a group that is a conversation
    revision = revisions.refined(grammar.parse(message.text or ""))
    where, key = origin(message, asker), dedupe_key(message)
    await intake.repeat(shown.request, revision, where, key, asker.member, position=shown.position)


async def ask(message: Message, text: Html, question: Question, asker: Asker, gallery: Gallery) -> None:
    """Ask somebody for words; only their answer counts, also after a restart."""
    selective = message.chat.type != ChatType.PRIVATE
    markup = ForceReply(selective=selective, input_field_placeholder=asker.say("ask-placeholder"))
    asked = await message.answer(text, reply_markup=markup, reply_parameters=answering(message.message_id))
    await gallery.ask(question, address(asked))


def origin(message: Message, asker: Asker) -> Origin:
    """Where a request comes from, and so where its picture goes."""
    return Origin(
        chat_id=message.chat.id,
        message_id=message.message_id,
        user_id=asker.id,
        language=asker.locale.language,
        thread_id=message.message_thread_id if message.is_topic_message else None,
    )


def dedupe_key(message: Message) -> str:
    """What makes a request in a message one and the same, however often Telegram brings it."""
    return f"message:{message.chat.id}:{message.message_id}"


def _draft(message: Message, written: str) -> Draft:
    """What a command asks for, after the words of the message it replies to; flags of those count only in a /draw."""
    quoted = message.reply_to_message
    if quoted is None or (quoted.from_user is not None and quoted.from_user.is_bot):
        return grammar.parse(written)
    words = " ".join((quoted.text or quoted.caption or "").replace("\0", " ").split())
    if command := _COMMAND.match(words):
        return grammar.parse(f"{words[command.end() :]} {written}")
    draft = grammar.parse(written)
    return replace(draft, prompt=f"{words} {draft.prompt}".strip())
