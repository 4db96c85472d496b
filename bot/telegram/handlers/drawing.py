"""Asking for pictures."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import Message

from bot.drawing import grammar
from bot.drawing.intake import Intake
from bot.drawing.values import Origin


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="drawing")
    topic.message.register(draw, Command("draw", ignore_case=True))
    return topic


async def draw(message: Message, command: CommandObject, language: str, intake: Intake) -> None:
    """/draw a red fox --seed 17 --ar 2:1; the reply is the placeholder."""
    draft = grammar.parse(command.args or "")
    await intake.draw(draft, _origin(message, language), f"message:{message.chat.id}:{message.message_id}:0")


def _origin(message: Message, language: str) -> Origin:
    return Origin(
        chat_id=message.chat.id,
        message_id=message.message_id,
        user_id=message.from_user.id if message.from_user else message.chat.id,
        language=language,
        thread_id=message.message_thread_id if message.is_topic_message else None,
    )
