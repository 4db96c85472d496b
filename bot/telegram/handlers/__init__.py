"""What people send, by topic. A handler parses, makes one call and one reply."""

from aiogram import Router

from bot.telegram.handlers import buttons, drawing, greeting


def routers() -> tuple[Router, ...]:
    """Fresh routers of all topics, in the order they are asked."""
    return greeting.router(), drawing.router(), buttons.router()
