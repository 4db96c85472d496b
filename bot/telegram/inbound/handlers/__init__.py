"""What people send, by topic. A handler parses, makes one call and one reply."""

from aiogram import Router

from bot.telegram.inbound.handlers import (
    calling,
    chatting,
    deleting,
    drawing,
    greeting,
    groups,
    helping,
    history,
    improving,
    inline,
    owner,
    owner_broadcast,
    owner_credits,
    owner_numbers,
    payments,
    picture_buttons,
    presets,
    privacy,
    replying,
    request_buttons,
    settings,
    stray,
    suggestions,
)
from bot.telegram.plain_text import PlainText


def routers(plain_text: PlainText) -> tuple[Router, ...]:
    """Fresh routers of all topics, in the order they are asked."""
    topics = (
        payments,
        owner,
        owner_numbers,
        owner_broadcast,
        owner_credits,
        greeting,
        helping,
        privacy,
        settings,
        groups,
        history,
        inline,
        request_buttons,
        picture_buttons,
        deleting,
        presets,
        suggestions,
    )
    talks = (
        improving.router(plain_text),
        drawing.router(),
        replying.router(),
        calling.router(),
        chatting.router(plain_text),
        stray.router(),
    )
    return (*(topic.router() for topic in topics), *talks)
