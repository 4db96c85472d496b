"""Commands that there are not, and what they may be meant as; and the one that takes back what somebody waits for."""

from contextlib import suppress
from typing import Any

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.drawing.answers import Answers
from bot.drawing.intake import Intake
from bot.drawing.policy import talk
from bot.drawing.policy.talk import Talk
from bot.drawing.withdrawals import Withdrawals
from bot.errors import CourierError, TooLate
from bot.telegram.inbound import guesses, menu_commands, presses, reading
from bot.telegram.inbound.asker import Asker, Username
from bot.telegram.inbound.guesses import Call, Guess
from bot.telegram.inbound.handlers.drawing import dedupe_key
from bot.telegram.inbound.menus import Choice
from bot.telegram.inbound.presses import answer, confirm, with_message
from bot.telegram.inbound.replies import reply, tell
from bot.telegram.inbound.roles import GROUPS
from bot.telegram.refusals import translated
from bot.wording import keyboards, talking
from bot.wording.talking import CallOff, Do, Said
from bot.wording.texts import Locales

DOES = frozenset({*menu_commands.PRIVATE, "start", "forget", "export"})
"""The commands that a button does."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="calling")
    topic.message.register(cancel, Command("cancel", "stop", ignore_case=True))
    topic.message.register(cancel, F.chat.type.in_(GROUPS), reading.named, _calls_off)
    for observer in (topic.message, topic.edited_message):
        observer.register(guess, F.chat.type == ChatType.PRIVATE, _called)
        observer.register(guess, F.chat.type.in_(GROUPS), _called, _for_us)
    topic.callback_query.register(do, Do.filter(), with_message)
    topic.callback_query.register(call_off, CallOff.filter(), with_message)
    return topic


async def _called(message: Message) -> bool | dict[str, Call]:
    """A filter: a command, whichever, as ``called``."""
    called = guesses.read(reading.words(message))
    return {"called": called} if called is not None else False


async def _calls_off(_message: Message, written: str) -> bool:
    """A filter: never mind, in other words."""
    return talk.meant(written) is Talk.CALL_OFF


async def _for_us(_message: Message, called: Call, username: Username) -> bool:
    """A filter: it names the bot; in a group all others may be anybody's."""
    return called.bot is not None and called.bot.casefold() == (await username()).casefold()


async def guess(
    message: Message, called: Call, asker: Asker, answers: Answers, intake: Intake, *, locales: Locales
) -> None:
    """A command that there is not: what it may be meant as, with a button that does it."""
    if message.edit_date is not None and await intake.accepted(dedupe_key(message)):
        return
    said = _guessed(message, called, asker, locales)
    await tell(message, *said, answers, asker.id)


def _guessed(message: Message, called: Call, asker: Asker, locales: Locales) -> Said:
    found, written = guesses.guess(called), f"/{called.name}"
    if reading.shows_picture(message) and (found is None or found.name == "draw"):
        return talking.pictureless(asker.locale, (found or called).words)
    if found is None or found.name not in DOES | guesses.SETTINGS:
        return talking.unknown(asker.locale, written, called.words)
    if found.name == "draw" and found.words:
        return talking.meant_draw(asker.locale, written, found.words)
    if found.name in guesses.SETTINGS:
        return _setting(message, found, written, asker, locales)
    return talking.meant_command(asker.locale, written, found.name)


def _setting(message: Message, found: Guess, written: str, asker: Asker, locales: Locales) -> Said:
    """One of the settings: its menu, or a language at once; in a group they are all behind one command."""
    if message.chat.type != ChatType.PRIVATE:
        return talking.meant_command(asker.locale, written, "settings")
    if found.language is not None:
        label = locales.of(found.language).say("language-name")
        choice = Choice(field="language", value=found.language)
    else:
        label, choice = asker.say(f"setting-{found.name}"), Choice(field=found.name)
    return asker.say("meant-setting", written=written), keyboards.menu([(label, choice.pack())], 1)


async def do(
    query: CallbackQuery,
    callback_data: Do,
    shown: Message,
    bot: Bot,
    asker: Asker,
    event_router: Router,
    **data: Any,  # noqa: ANN401 - what aiogram hands on to handlers
) -> None:
    """Do what a command does, as if who presses had sent it. Raises TooLate, and as that."""
    if callback_data.command not in DOES:
        raise TooLate
    await answer(query)
    own = dict.fromkeys(("reply_to_message", "reply_markup", "entities", "edit_date", "sender_chat"))
    sent = shown.model_copy(update=own | {"text": f"/{callback_data.command}", "from_user": query.from_user})
    root = event_router.parent_router or event_router
    await root.propagate_event("message", sent.as_(bot), **data | {"bot": bot, "asker": asker})


async def cancel(message: Message, asker: Asker, withdrawals: Withdrawals) -> None:
    """/cancel: take back what they wait for in this chat, and what they are asked; several only after a question."""
    done = await withdrawals.one(asker.id, message.chat.id)
    for question in done.questions:
        with suppress(CourierError), translated():
            await message.chat.delete_message(question)
    if done.asks:
        await reply(message, *talking.call_off(asker.locale, asker.id, done.asks))
        return
    name = "called-off" if done.requests else "not-asking" if done.questions else "nothing-to-call-off"
    await reply(message, asker.say(name, **({"count": 1} if done.requests else {})))


async def call_off(
    query: CallbackQuery, callback_data: CallOff, shown: Message, asker: Asker, withdrawals: Withdrawals
) -> None:
    """The answer to that: all of them, or none."""
    text = asker.say("going-on")
    if callback_data.sure:
        done = await withdrawals.all(asker.id, shown.chat.id)
        text = asker.say("called-off", count=done.requests) if done.requests else asker.say("nothing-to-call-off")
    await confirm(query, text)
    await presses.say(shown, text)
