"""Asking for pictures, in all the ways people do."""

import re
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, ForceReply, Message

from bot.drawing import grammar
from bot.drawing.gallery import Gallery
from bot.drawing.intake import Intake
from bot.drawing.values.generations import Address, Generation, Origin, Question, Status
from bot.drawing.values.specs import Draft
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.plain_text import PlainText
from bot.wording import keyboards
from bot.wording.texts import Html

_COMMAND = re.compile(r"/draw(@\w+)?(?=\s|$)", re.IGNORECASE)


def router(plain_text: PlainText) -> Router:
    """The router of this topic; the last one to be asked, for it takes any text that is left."""
    topic = Router(name="drawing")
    for observer in (topic.message, topic.edited_message):
        observer.register(draw, Command("draw", ignore_case=True))
    topic.message.register(again, Command("again", ignore_case=True))
    topic.message.register(reply, F.reply_to_message.from_user.is_bot, F.text, ~F.text.startswith("/"))
    if plain_text is not PlainText.IGNORE:
        words = (F.chat.type == "private", F.text, ~F.text.startswith("/"))
        topic.message.register(offer if plain_text is PlainText.OFFER else draw_words, *words)
    words_of_offer = F.message.reply_to_message.as_("asked")
    topic.callback_query.register(take_offer, F.data == keyboards.OFFER, with_message, words_of_offer)
    topic.callback_query.register(miss)
    return topic


async def draw(
    message: Message,
    command: CommandObject,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """/draw a red fox --seed 17 --ar 2:1, or in reply to somebody's words; bare, it asks for the words."""
    edited = message.edit_date is not None
    if edited and await intake.accepted(source(message)):
        return
    written = (command.args or "").strip()
    draft = _draft(message, written)
    if draft.prompt or written:
        await intake.draw(draft, asker.person, origin(message, asker), source(message), asker.house)
    elif not edited:
        await ask(message, asker.say("ask-words"), Question(asker.id), asker, gallery)


async def draw_words(message: Message, asker: Asker, intake: Intake) -> None:
    """A private chat's plain words, where the operator lets them be drawn without a command."""
    draft = grammar.parse(message.text or "")
    await intake.draw(draft, asker.person, origin(message, asker), source(message), asker.house)


async def offer(message: Message, asker: Asker) -> None:
    """A private chat's plain words: perhaps they are to be drawn."""
    await message.reply(
        asker.say("offer"),
        reply_markup=keyboards.offer(asker.texts, asker.language),
        disable_notification=True,
        allow_sending_without_reply=True,
    )


async def take_offer(query: CallbackQuery, shown: Message, asked: Message, asker: Asker, intake: Intake) -> None:
    """Yes, draw that; the question goes, the placeholder comes."""
    draft = grammar.parse(asked.text or "")
    await intake.draw(draft, asker.person, origin(asked, asker), source(asked), asker.house)
    await answer(query, asker.say("offer-taken"))
    with suppress(TelegramBadRequest):  # it is gone already
        await shown.delete()


async def miss(query: CallbackQuery, asker: Asker) -> None:
    """A button of an older version of the bot, or under an offer whose words are gone."""
    await answer(query, asker.say("too-late"))


async def again(
    message: Message,
    command: CommandObject,
    asker: Asker,
    intake: Intake,
    gallery: Gallery,
) -> None:
    """/again: the person's last request in this chat with a new seed; words and flags after it change it."""
    last = await gallery.latest(asker.id, message.chat.id)
    if last is None:
        await message.reply(asker.say("nothing-yet"), allow_sending_without_reply=True)
        return
    changes = {"seed": None} | _changes(last, grammar.parse(command.args or ""))
    await intake.repeat(last, origin(message, asker), source(message), asker.house, **changes)


async def reply(message: Message, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """Words in reply to the bot: the answer to its question, or what is to be different in its picture."""
    to = Address(message.chat.id, message.reply_to_message.message_id if message.reply_to_message else 0)
    where = origin(message, asker), source(message), asker.house
    if question := await gallery.question(to):
        if question.user_id != asker.id:
            return
        draft = grammar.parse(message.text or "")
        if question.generation_id is None:
            await intake.draw(draft, asker.person, *where)
        else:
            kept = await gallery.find(question.generation_id)
            await intake.repeat(kept, *where, **_changes(kept, draft, refined=False))
        return
    shown = await gallery.shown(to)
    if shown is None or shown.status is not Status.DELIVERED:
        raise SkipHandler  # words like any others
    if shown.origin.user_id == asker.id:
        await intake.repeat(shown, *where, **_changes(shown, grammar.parse(message.text or "")))


async def ask(message: Message, text: Html, question: Question, asker: Asker, gallery: Gallery) -> None:
    """Ask somebody for words; only their answer counts, also after a restart."""
    asked = await message.reply(
        text,
        reply_markup=ForceReply(
            selective=message.chat.type != ChatType.PRIVATE, input_field_placeholder=asker.say("ask-placeholder")
        ),
        allow_sending_without_reply=True,
    )
    await gallery.ask(question, Address(asked.chat.id, asked.message_id))


def origin(message: Message, asker: Asker) -> Origin:
    """Where a request comes from, and so where its picture goes."""
    return Origin(
        chat_id=message.chat.id,
        message_id=message.message_id,
        user_id=asker.id,
        language=asker.language,
        thread_id=message.message_thread_id if message.is_topic_message else None,
    )


def source(message: Message) -> str:
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


def _changes(kept: Generation, draft: Draft, *, refined: bool = True) -> dict[str, Any]:
    """What a draft changes in what was asked for before; its words are added to the others, or stand for them."""
    values = {field.name: getattr(draft, field.name) for field in fields(draft) if field.name != "prompt"}
    given = {name: value for name, value in values.items() if value is not None}
    if draft.ratio is not None:
        given["size"] = None
    if draft.prompt:
        given["prompt"] = f"{kept.request.prompt}, {draft.prompt}" if refined else draft.prompt
    return given
