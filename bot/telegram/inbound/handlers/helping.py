"""Help, by topic: for who asks for it, and for whose request was not right."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from bot.telegram.inbound import menus
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.replies import reply
from bot.wording import helping, keyboards
from bot.wording.helping import HelpPage


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="help")
    topic.message.register(help_, Command("help", ignore_case=True))
    topic.message.register(tips, Command("tips", ignore_case=True))
    topic.callback_query.register(show_help, F.data == keyboards.HELP, with_message)
    topic.callback_query.register(leaf, HelpPage.filter(), with_message)
    return topic


async def help_(message: Message, asker: Asker) -> None:
    """/help: how to ask, the commands, and buttons for the rest."""
    await reply(message, *helping.page(asker.locale))


async def tips(message: Message, asker: Asker) -> None:
    """/tips: what a good description has, with an example of before and after."""
    await reply(message, *helping.page(asker.locale, "words"))


async def show_help(query: CallbackQuery, shown: Message, asker: Asker) -> None:
    """The flags, by the button under a sentence that says what is wrong."""
    await answer(query)
    await reply(shown, *helping.page(asker.locale, "flags"), silent=True)


async def leaf(query: CallbackQuery, callback_data: HelpPage, shown: Message, asker: Asker) -> None:
    """Another page in the same message."""
    await answer(query)
    await menus.show(shown, *helping.page(asker.locale, callback_data.topic))
