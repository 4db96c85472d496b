"""Presses of the buttons under the bot's messages."""

from aiogram import F, Router
from aiogram.types import CallbackQuery, Message

from bot.drawing.intake import Intake
from bot.telegram.keyboards import Action, Press
from bot.telegram.texts import Texts


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="buttons")
    topic.callback_query.register(cancel, Press.filter(F.action == Action.CANCEL))
    topic.callback_query.register(resend, Press.filter(F.action == Action.RESEND), F.message.as_("shown"))
    return topic


async def cancel(query: CallbackQuery, callback_data: Press, language: str, intake: Intake, texts: Texts) -> None:
    """Take a request back; the placeholder says so."""
    await intake.cancel(callback_data.id, query.from_user.id)
    await query.answer(texts.get(language, "cancelled"))


async def resend(
    query: CallbackQuery, callback_data: Press, shown: Message, language: str, intake: Intake, texts: Texts
) -> None:
    """Bring a picture that may not have arrived, into the message with the button."""
    await intake.resend(callback_data.id, query.from_user.id, shown.message_id)
    await query.answer(texts.get(language, "resending"))
