"""Which handler an update goes to, and what surrounds it."""

from typing import Any

from aiogram import Dispatcher, F

from bot.telegram.inbound.apologies import Apologies
from bot.telegram.inbound.guard import Guard
from bot.telegram.inbound.handlers import routers
from bot.telegram.inbound.middlewares import Context
from bot.telegram.plain_text import PlainText


def dispatcher_of(
    context: Context,
    guard: Guard,
    plain_text: PlainText,
    *,
    with_bots: bool,
    **tools: Any,  # noqa: ANN401 - aiogram's way
) -> Dispatcher:
    """``tools`` are what handlers ask for by these names; ``with_bots`` the messages of other bots are read, too."""
    dispatcher = Dispatcher(disable_fsm=True, **tools)
    dispatcher.update.outer_middleware(context)
    words = [dispatcher.message, dispatcher.edited_message, dispatcher.guest_message]
    for observer in words:
        observer.filter(F.via_bot.is_(None))  # what was sent through a bot is nobody's words to this one
        if not with_bots:
            observer.filter(F.sender_chat | ~F.from_user.is_bot)  # who speaks for a chat seems to be a bot
    for observer in (
        dispatcher.message,
        dispatcher.edited_message,
        dispatcher.callback_query,
        dispatcher.inline_query,
        dispatcher.chosen_inline_result,
    ):
        observer.middleware(Apologies())
    dispatcher.callback_query.middleware(guard)
    dispatcher.include_routers(*routers(plain_text))
    return dispatcher
