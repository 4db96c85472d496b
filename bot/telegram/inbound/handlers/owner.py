"""The owner's menu, and what it switches: whether requests are accepted, and which models are on."""

from aiogram import Router
from aiogram.filters import Command, CommandObject
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.drawing.pausing import Pausing
from bot.drawing.values.closings import ALL
from bot.drawing.values.models import Model
from bot.errors import TooLate
from bot.telegram.inbound.asker import Asker
from bot.telegram.inbound.desk import Desk
from bot.telegram.inbound.handlers.owner_numbers import tell_statistics
from bot.telegram.inbound.owner import IsOwner
from bot.telegram.inbound.presses import answer, confirm, put, say, with_message
from bot.telegram.inbound.replies import reply
from bot.wording import owner as wording
from bot.wording.owner import HOW, Accepting, OpenPage, OwnerPage
from bot.wording.texts import Html


def router() -> Router:
    """The router of this topic."""
    topic = Router(name="owner")
    topic.message.register(show_menu, Command("owner", ignore_case=True), IsOwner())
    topic.message.register(pause, Command("pause", ignore_case=True), IsOwner())
    topic.message.register(resume, Command("resume", ignore_case=True), IsOwner())
    topic.callback_query.register(open_page, OpenPage.filter(), IsOwner(), with_message)
    topic.callback_query.register(switch, Accepting.filter(), IsOwner(), with_message)
    return topic


async def show_menu(message: Message, asker: Asker, desk: Desk) -> None:
    """/owner: everything in one message, which edits itself."""
    await reply(message, *await _page(OwnerPage.MENU, asker, desk))


async def pause(message: Message, command: CommandObject, asker: Asker, desk: Desk) -> None:
    """/pause: accept nothing from now on, and say why. Raises SentenceTooLong."""
    await desk.pausing.pause(command.args)
    closed = desk.pausing.known
    told = wording.paused(asker.locale, closed.paused.sentence if closed.paused else None)
    await reply(message, told, wording.alarm_buttons(asker.locale, None, closed))


async def resume(message: Message, asker: Asker, desk: Desk) -> None:
    """/resume: accept requests again."""
    was_paused = await desk.pausing.resume()
    await reply(message, asker.say("resumed" if was_paused else "not-paused"))


async def open_page(query: CallbackQuery, callback_data: OpenPage, shown: Message, asker: Asker, desk: Desk) -> None:
    """A page of the menu; the statistics are a picture, and so a message of their own."""
    await answer(query)
    if callback_data.page is OwnerPage.STATS:
        await tell_statistics(shown, asker, desk)
    else:
        await say(shown, *await _page(callback_data.page, asker, desk))


async def switch(query: CallbackQuery, callback_data: Accepting, shown: Message, asker: Asker, desk: Desk) -> None:
    """Accept requests, or none, of one model or of all; the button is the other way round then. Raises TooLate."""
    model = wording.marked(desk.models, callback_data.model)
    if model is None and callback_data.model:
        raise TooLate
    await confirm(query, await _switched(asker, desk.pausing, model, is_on=callback_data.on))
    if callback_data.menu:
        page = OwnerPage.MENU if model is None else OwnerPage.MODELS
        await say(shown, *await _page(page, asker, desk))
    elif shown.reply_markup is not None:
        await put(shown, wording.flipped(asker.locale, shown.reply_markup, callback_data, model))


async def _switched(asker: Asker, pausing: Pausing, model: Model | None, *, is_on: bool) -> Html:
    """Switch, and what is said of it."""
    name = ALL if model is None else model.name
    if is_on:
        await pausing.switch_on(name)
    elif model is None:
        await pausing.pause()
    else:
        await pausing.switch_off(name)
    if model is not None:
        return wording.switched(asker.locale, model, is_on=is_on)
    return asker.say("resumed") if is_on else wording.paused(asker.locale, None)


async def _page(page: OwnerPage, asker: Asker, desk: Desk) -> tuple[Html, InlineKeyboardMarkup]:
    """What a page says, and its buttons."""
    locale = asker.locale
    if page in HOW:
        return wording.how(locale, page), wording.back(locale)
    report, closings = await desk.statistics.report(), await desk.pausing.look()
    if page is OwnerPage.MODELS:
        said = wording.models(locale, desk.choices, report, closings)
        return said, wording.models_buttons(locale, desk.choices, closings)
    return wording.menu(locale, report, closings), wording.menu_buttons(locale, closings)
