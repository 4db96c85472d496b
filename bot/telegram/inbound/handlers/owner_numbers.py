"""What the owner looks at: statistics as a chart, and a request or a person with all that is known of them."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardMarkup, Message

from bot.drawing.lookups import Acquaintance, Life
from bot.errors import CourierUnanswered, FormRefused
from bot.telegram.calls import Calls, answering
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.desk import Desk
from bot.telegram.inbound.owner import IsOwner, author_of
from bot.telegram.inbound.presses import answer, with_message
from bot.telegram.inbound.replies import reply
from bot.telegram.waiting import ANSWER_SECONDS
from bot.wording import charts as charting
from bot.wording import lives
from bot.wording import owner as wording
from bot.wording.owner import Found
from bot.wording.texts import Html, joined

FILE = "statistics.png"
"""What the chart is called."""


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="owner's numbers")
    topic.message.register(tell_statistics, Command("stats", ignore_case=True), IsOwner())
    topic.message.register(find, Command("find", ignore_case=True), IsOwner())
    topic.callback_query.register(tell_life, Found.filter(), IsOwner(), with_message)
    return topic


async def tell_statistics(message: Message, asker: Asker, desk: Desk) -> None:
    """/stats: a chart of the last days with a short table; where there is no chart, the table alone."""
    report = await desk.statistics.report()
    table = wording.statistics(asker.locale, report, desk.models)
    picture = await desk.charts.draw(charting.chart(asker.locale, report, desk.models))
    if picture is None or not await _is_shown(message, picture, table):
        await reply(message, joined([table, asker.say("stats-no-chart")], "\n\n"))


async def _is_shown(message: Message, picture: bytes, table: Html) -> bool:
    """Whether Telegram takes the chart. Raises CourierError."""
    photo, to = BufferedInputFile(picture, FILE), answering(message.message_id)
    if message.bot is None:
        return False
    try:
        await Calls(message.bot).make(message.answer_photo(photo, caption=table, reply_parameters=to), ANSWER_SECONDS)
    except FormRefused:
        return False
    except CourierUnanswered:  # it may be there
        return True
    return True


async def find(message: Message, command: CommandObject, asker: Asker, desk: Desk) -> None:
    """/find: a request by its id, a picture's or an operation's; a person. Raises SoughtMissing, NothingFound."""
    author = author_of(message.reply_to_message)
    found = await desk.lookups.find(command.args or str(author or ""))
    await reply(message, *_told(found, asker, desk))


async def tell_life(query: CallbackQuery, callback_data: Found, shown: Message, asker: Asker, desk: Desk) -> None:
    """One of somebody's requests. Raises NothingFound."""
    found = await desk.lookups.find(str(callback_data.id))
    await answer(query)
    await reply(shown, *_told(found, asker, desk))


def _told(found: Life | Acquaintance, asker: Asker, desk: Desk) -> tuple[Html, InlineKeyboardMarkup | None]:
    if isinstance(found, Acquaintance):
        return lives.acquaintance(asker.locale, found, desk.models), lives.acquaintance_buttons(found)
    return lives.life(asker.locale, found, desk.models), None
