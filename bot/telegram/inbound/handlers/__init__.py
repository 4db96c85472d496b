"""What people send, by topic. A handler parses, makes one call and one reply."""

from aiogram import Router

from bot.telegram.inbound.handlers import buttons, drawing, greeting, groups, history, inline, settings
from bot.telegram.plain_text import PlainText


def routers(plain_text: PlainText) -> tuple[Router, ...]:
    """Fresh routers of all topics, in the order they are asked."""
    topics = (greeting, settings, groups, history, inline, buttons)
    return (*(topic.router() for topic in topics), drawing.router(plain_text))
