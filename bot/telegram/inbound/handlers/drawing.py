"""Asking for pictures by a command, by the bot's name, and in answer to its question."""

import re
from dataclasses import replace

from aiogram import F, Router
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject
from aiogram.types import ForceReply, Message

from bot.drawing import corrections, grammar
from bot.drawing.answers import Answers
from bot.drawing.gallery import Gallery, Shown
from bot.drawing.intake import Intake
from bot.drawing.policy import talk
from bot.drawing.policy.talk import Talk
from bot.drawing.values import revisions
from bot.drawing.values.generations import GenerationStatus
from bot.drawing.values.people import Question
from bot.drawing.values.requests import Origin, RequestStatus
from bot.drawing.values.revisions import Revision
from bot.drawing.values.specs import Draft
from bot.drawing.withdrawals import Withdrawals
from bot.telegram.calls import answering
from bot.telegram.inbound import reading
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import address
from bot.telegram.inbound.replies import reply, tell
from bot.telegram.inbound.roles import GROUPS
from bot.wording import talking
from bot.wording.texts import Html

_COMMAND = re.compile(r"/draw(@\w+)?(?=\s|$)", re.IGNORECASE)


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="drawing")
    for observer in (topic.message, topic.edited_message):
        observer.register(draw, Command("draw", ignore_case=True))
    topic.message.register(again, Command("again", ignore_case=True))
    topic.message.register(take_answer, F.reply_to_message.from_user.is_bot, F.text, ~F.text.startswith("/"))
    topic.message.register(answer_name, F.chat.type.in_(GROUPS), reading.named)
    return topic


async def draw(
    message: Message, command: CommandObject, asker: Asker, intake: Intake, gallery: Gallery, answers: Answers
) -> None:
    """/draw a red fox --seed 17 --ar 2:1, in reply to somebody's words or to a picture too; bare, it asks for words."""
    edited = message.edit_date is not None
    if edited and await intake.accepted(dedupe_key(message)):
        return
    await _draw(message, (command.args or "").strip(), asker, intake, gallery, answers)


async def answer_name(
    message: Message, written: str, asker: Asker, intake: Intake, gallery: Gallery, answers: Answers
) -> None:
    """The bot's name and words in a group are the same as a command, but for small talk and words to a picture."""
    said = talk.meant(written)
    if said is Talk.CALL_OFF or await shown_by(message.reply_to_message, gallery) is not None:
        raise SkipHandler
    if said.is_talk and written:
        await reply(message, *talking.small_talk(asker.locale, said), silent=True)
        return
    await _draw(message, written, asker, intake, gallery, answers)


async def _draw(
    message: Message, written: str, asker: Asker, intake: Intake, gallery: Gallery, answers: Answers
) -> None:
    known = await answers.to(address(message)) if message.edit_date is not None else None
    shows = reading.shows_picture(message)
    shown = None if shows else await shown_by(message.reply_to_message, gallery)
    if shown is not None:
        revision = corrections.change(written, revisions.refined) if written else revisions.reseeded
        await redraw(message, shown, revision, asker, intake, answer=known)
    elif shows or reading.shows_picture(message.reply_to_message):
        await tell(message, *talking.pictureless(asker.locale, _all_words(message, written)), answers, asker.id)
    elif (draft := draft_of(message, written)).prompt or written:
        where, key = origin(message, asker), dedupe_key(message)
        await intake.draw(draft, asker.person, where, key, asker.member, answer=known)
    elif message.edit_date is None:
        await ask(message, asker.say("ask-words"), Question(asker.id), asker, gallery)


async def redraw(
    message: Message, shown: Shown, revision: Revision, asker: Asker, intake: Intake, *, answer: int | None = None
) -> None:
    """Draw once more what a message replies to; whoever asks, asks for themselves."""
    where, key = origin(message, asker), dedupe_key(message)
    await intake.repeat(shown.request, revision, where, key, asker.member, position=shown.position, answer=answer)


async def shown_by(message: Message | None, gallery: Gallery) -> Shown | None:
    """The picture, or all of a sheet, that a message of the bot's shows."""
    if message is None or not _is_by_bot(message):
        return None
    shown = await gallery.shown(address(message))
    return shown if shown is not None and _is_there(shown) else None


def _is_there(shown: Shown) -> bool:
    """Whether there is a picture to be seen already, or some of a sheet."""
    request = shown.request
    return shown.position is not None or request.status is RequestStatus.DELIVERED or bool(request.shown)


async def again(message: Message, command: CommandObject, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    """/again: with a new seed the picture it replies to, or the person's last request in this chat; words change it."""
    quoted = message.reply_to_message
    shown = await shown_by(quoted, gallery)
    if shown is None and quoted is not None and _is_by_bot(quoted) and reading.shows_picture(quoted):
        await reply(message, asker.say("picture-gone"))
        return
    last = shown or await _latest(asker, message, gallery)
    if last is None:
        await reply(message, asker.say("nothing-yet"))
        return
    revision = revisions.then(revisions.reseeded, corrections.change(command.args or "", revisions.refined))
    await redraw(message, last, revision, asker, intake)


async def _latest(asker: Asker, message: Message, gallery: Gallery) -> Shown | None:
    last = await gallery.latest(asker.id, message.chat.id)
    return None if last is None else Shown(last)


async def take_answer(
    message: Message, asker: Asker, intake: Intake, gallery: Gallery, withdrawals: Withdrawals
) -> None:
    """Words in reply to the bot's question for words; those of others are left alone."""
    question = await gallery.question(address(message.reply_to_message or message))
    if question is None:
        raise SkipHandler
    if question.user_id != asker.id:
        return
    if talk.meant(message.text or "") is Talk.CALL_OFF:
        await withdrawals.end_questions(asker.id, message.chat.id)
        await reply(message, asker.say("not-asking"), silent=True)
    else:
        await _answer(message, question, asker, intake, gallery)


async def _answer(message: Message, question: Question, asker: Asker, intake: Intake, gallery: Gallery) -> None:
    words, where, key = message.text or "", origin(message, asker), dedupe_key(message)
    if question.generation_id is None:
        await intake.draw(grammar.parse(words), asker.person, where, key, asker.member)
        return
    request, generation = await gallery.picture(question.generation_id)
    # A button under the sentence that nothing came is about the whole request, by its first generation.
    is_one = generation.status is GenerationStatus.DRAWN and not question.whole
    position = generation.position if is_one else None
    revision = corrections.change(words, revisions.reworded)
    await intake.repeat(request, revision, where, key, asker.member, position=position)


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


def _is_by_bot(message: Message) -> bool:
    return message.from_user is not None and message.from_user.is_bot


def _all_words(message: Message, written: str) -> str:
    """All words of a command, and of what it replies to, as one would write them after it."""
    quoted = message.reply_to_message
    caption = "" if quoted is None or _is_by_bot(quoted) else reading.words(quoted)
    if command := _COMMAND.match(caption):
        caption = caption[command.end() :]
    return " ".join(f"{caption} {written}".replace("\0", " ").split())


def draft_of(message: Message, written: str) -> Draft:
    """What a command asks for, after the words of the message it replies to; flags of those count only in a /draw."""
    quoted = message.reply_to_message
    if quoted is None or _is_by_bot(quoted):
        return grammar.parse(written)
    words = " ".join(reading.words(quoted).replace("\0", " ").split())
    if command := _COMMAND.match(words):
        return grammar.parse(f"{words[command.end() :]} {written}")
    return corrections.change(written, lambda by: lambda _: replace(by, prompt=f"{words} {by.prompt}".strip()))(Draft())
