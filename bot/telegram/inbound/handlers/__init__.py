"""What people send, by topic. A handler parses, makes one call and one reply."""

from aiogram import Router

from bot.telegram.inbound.handlers import (
    drawing,
    greeting,
    groups,
    history,
    inline,
    picture_buttons,
    privacy,
    request_buttons,
    settings,
)
from bot.telegram.plain_text import PlainText


def routers(plain_text: PlainText) -> tuple[Router, ...]:
    """Fresh routers of all topics, in the order they are asked."""
    topics = (greeting, privacy, settings, groups, history, inline, request_buttons, picture_buttons)
    return (*(topic.router() for topic in topics), drawing.router(plain_text))
