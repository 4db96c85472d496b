"""What is kept about people, in their own hands: told, handed over, forgotten."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatMemberStatus, ChatType
from aiogram.filters import Command
from aiogram.types import BufferedInputFile, CallbackQuery, ChatMemberUpdated, Message

from bot.drawing.preferences import Preferences
from bot.drawing.privacy import Privacy
from bot.drawing.values.terms import Disclosure
from bot.telegram.calls import Calls, answering
from bot.telegram.inbound import menu_commands, menus
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.replies import reply
from bot.wording import privacy as wording
from bot.wording.privacy import Forget

FILE = "palitra.zip"
"""What the file with all about somebody is called."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="privacy")
    in_private = F.chat.type == ChatType.PRIVATE
    topic.message.register(disclose, Command("privacy", ignore_case=True))
    topic.message.register(ask, Command("forget", ignore_case=True), in_private)
    topic.message.register(export, Command("export", ignore_case=True), in_private)
    topic.message.register(refer, Command("forget", "export", ignore_case=True))
    topic.callback_query.register(forget, Forget.filter(), with_message)
    status = F.new_chat_member.status
    topic.my_chat_member.register(leave, in_private, status == ChatMemberStatus.KICKED)
    topic.my_chat_member.register(come_back, in_private, status == ChatMemberStatus.MEMBER)
    return topic


async def disclose(message: Message, asker: Asker, disclosure: Disclosure) -> None:
    """/privacy: what is kept, where, how long, and who sees it."""
    await reply(message, wording.disclosed(asker.locale, disclosure))


async def ask(message: Message, asker: Asker, privacy: Privacy) -> None:
    """/forget: what there is, and the question whether it is to go."""
    kept = await privacy.kept(asker.id)
    await reply(message, wording.asked(asker.locale, kept), wording.answers(asker.locale, asker.id))


async def forget(
    query: CallbackQuery, callback_data: Forget, shown: Message, bot: Bot, asker: Asker, privacy: Privacy
) -> None:
    """The answer to that; what it says stays where it was asked."""
    if not callback_data.sure:
        await answer(query)
        await menus.show(shown, asker.say("forget-not"), None)
        return
    done = await privacy.forget(asker.id)
    await answer(query)
    await menus.show(shown, asker.say("forgotten", left="none" if done else "some"), None)
    await menu_commands.announce_to(bot, asker.id, None)


async def export(message: Message, bot: Bot, asker: Asker, privacy: Privacy) -> None:
    """/export: all about the asker in one file."""
    made = await privacy.export(asker.person)
    file = BufferedInputFile(made.data, FILE)
    caption = wording.exported(asker.locale, made)
    reply_to = answering(message.message_id)
    await Calls(bot).make(message.answer_document(file, caption=caption, reply_parameters=reply_to))


async def refer(message: Message, asker: Asker) -> None:
    """The same in a group, where others would see it: the private chat is the place for that."""
    await reply(message, asker.say("privacy-in-private"))


async def leave(update: ChatMemberUpdated, privacy: Privacy) -> None:
    """Somebody blocked the bot: they are not written to any more."""
    await privacy.block(update.chat.id)


async def come_back(update: ChatMemberUpdated, preferences: Preferences) -> None:
    """Somebody lets the bot write again: what they chose holds again."""
    await preferences.keep(await preferences.of(update.chat.id))
