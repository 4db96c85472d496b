"""The one check before every press: what a button says is a claim by a stranger, whose client may send anything.

The data stands in the pressed message's own markup where Telegram shows that, the request belongs to that message, the
value was among those to choose from, and rights are asked in the request's own chat. Where Telegram shows no more of a
message than where it is, only what the database knows of it is done.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware, Bot
from aiogram.enums import ChatType
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InaccessibleMessage, Message, TelegramObject

from bot.drawing.gallery import Gallery
from bot.drawing.values.generations import Generation
from bot.drawing.values.requests import MessageAddress, Request
from bot.errors import AdminsOnly, NotYours, TooLate
from bot.telegram.inbound import presses
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.roles import check_owner, is_admin, runs
from bot.telegram.inbound.rules import RULES, Rule, Subject, Who, kind_of
from bot.wording import picture_menus
from bot.wording.keyboards import Press

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class Guard(BaseMiddleware):
    """Around the handlers of presses: those that may not be done never reach one; the others get what they are about.

    That is a ``request``, and a ``generation`` where it is about one picture.
    """

    def __init__(self, gallery: Gallery) -> None:
        self._gallery = gallery

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:  # noqa: ANN401 - aiogram's
        """Run the handler. Raises TooLate, NotYours, AdminsOnly, RightsUnknown."""
        if isinstance(event, CallbackQuery):
            press = data.get("callback_data")
            rule = RULES.get(kind_of(press, event.data or ""))
            if rule is None:
                raise TooLate
            _check_message(event, rule)
            if rule.who is Who.OWNER and event.from_user.id not in data["owners"]:
                raise TooLate
            data |= await self._allowed(event, rule, press, data["asker"], data["bot"])
        return await handler(event, data)

    async def _allowed(
        self, query: CallbackQuery, rule: Rule, press: CallbackData | None, asker: Asker, bot: Bot
    ) -> dict[str, Any]:
        """What the press is about, after all checks."""
        match rule.subject, press:
            case Subject.REQUEST | Subject.PICTURE, Press():
                request, generation = await self._found(query, rule, press, asker)
                if not picture_menus.is_offered(press, asker.locale, request):
                    raise TooLate
                await _check_rights(query, rule, request, asker, bot)
                return {"request": request, "generation": generation}
            case Subject.PERSON, _:
                if getattr(press, "user_id", None) != asker.id:
                    raise NotYours
            case Subject.GROUP, _:
                await _check_admin(query, asker, bot)
        return {}

    async def _found(
        self, query: CallbackQuery, rule: Rule, press: Press, asker: Asker
    ) -> tuple[Request, Generation | None]:
        try:
            if rule.subject is Subject.REQUEST:
                request, generation = await self._gallery.find(press.id), None
            else:
                request, generation = await self._gallery.picture(press.id)
        except TooLate as late:
            if rule.clears and isinstance(query.message, Message):
                await presses.say(query.message, asker.locale.error(late))
            raise
        await self._check_belonging(query, request, generation)
        return request, generation

    async def _check_belonging(self, query: CallbackQuery, request: Request, generation: Generation | None) -> None:
        """Whether the message is known to be the request's; one that has the button may be unknown. Raises TooLate."""
        if query.message is None:
            belongs = request.origin.inline_message_id == query.inline_message_id
        else:
            message = MessageAddress(query.message.chat.id, query.message.message_id)
            seen = await self._gallery.shown(message)
            if seen is None:
                belongs = isinstance(query.message, Message)
            else:
                is_shown = seen.position is None or (generation and generation.position == seen.position)
                belongs = seen.request.id == request.id and bool(is_shown)
        if not belongs:
            raise TooLate


def _check_message(query: CallbackQuery, rule: Rule) -> None:
    """Whether there is such a button there, as far as Telegram shows it. Raises TooLate."""
    match query.message:
        case Message(reply_markup=markup):
            rows = markup.inline_keyboard if markup else []
            has_it = any(button.callback_data == query.data for row in rows for button in row)
            is_there = has_it and rule.subject is not Subject.WORDS
        case InaccessibleMessage():
            # What the database knows is asked there; and in one's own chat one's own settings harm nobody.
            is_there = rule.subject in (Subject.REQUEST, Subject.PICTURE, Subject.OWN_CHAT)
        case _:
            is_there = rule.subject in (Subject.REQUEST, Subject.WORDS)
    if rule.subject is Subject.OWN_CHAT:
        is_there = is_there and query.message is not None and query.message.chat.id == query.from_user.id
    if not is_there:
        raise TooLate


async def _check_rights(query: CallbackQuery, rule: Rule, request: Request, asker: Asker, bot: Bot) -> None:
    """Whether somebody may do so with a request. Raises NotYours, RightsUnknown."""
    if rule.who is Who.ANYBODY:
        return
    if rule.who is Who.KEEPERS and await _keeps(query, request, asker, bot):
        return
    await check_owner(bot, asker, request)


async def _keeps(query: CallbackQuery, request: Request, asker: Asker, bot: Bot) -> bool:
    """Whether it is in somebody's own chat, or they run the one that the request came from. Raises RightsUnknown."""
    if query.message is not None and query.message.chat.type == ChatType.PRIVATE:
        return True
    return request.origin.user_id != asker.id and await runs(bot, asker, request)


async def _check_admin(query: CallbackQuery, asker: Asker, bot: Bot) -> None:
    """Whether somebody runs the group with the message, which has the menu of its rules. Raises AdminsOnly."""
    if query.message is None or asker.member is None or not await is_admin(bot, query.message.chat.id, asker.id):
        raise AdminsOnly
