"""The first words, and help."""

from aiogram import Router
from aiogram.filters import Command, CommandStart
from aiogram.types import Message

from bot.telegram.texts import Texts


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="greeting")
    topic.message.register(start, CommandStart(ignore_case=True))
    topic.message.register(help_, Command("help", ignore_case=True))
    return topic


async def start(message: Message, language: str, texts: Texts) -> None:
    """/start: one example to tap."""
    await message.answer(texts.get(language, "start"))


async def help_(message: Message, language: str, texts: Texts) -> None:
    """/help: the flags."""
    await message.answer(texts.get(language, "help"))
