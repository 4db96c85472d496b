"""What people read about pictures that are bought and given, and the buttons under it."""

from collections.abc import Sequence
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.drawing.values.credits import Account, Entry, Pack, Receipt, Reversal, Sale
from bot.wording import keyboards
from bot.wording.lengths import plain
from bot.wording.texts import Html, Locale, joined, own

SHOP = "buy"
"""What follows /start where a link led to what is sold."""


class BuyPack(CallbackData, prefix="bp"):
    """Send an invoice for so many pictures at so many Stars."""

    pictures: int
    stars: int


class DrawNow(CallbackData, prefix="dn"):
    """Draw what was turned away for a limit, by its request's id."""

    id: UUID


class GiveBack(CallbackData, prefix="rf"):
    """The answer to the question whether the payment that the message names is to be given back."""

    sure: bool


def shop(locale: Locale, balance: int) -> Html:
    """What is sold, over its buttons."""
    return locale.say("buy", balance=balance)


def packs(locale: Locale, on_sale: Sequence[Pack]) -> InlineKeyboardMarkup:
    """A button for each pack."""
    labels = [locale.say("button-pack", pictures=pack.pictures, stars=pack.stars) for pack in on_sale]
    data = [BuyPack(pictures=pack.pictures, stars=pack.stars).pack() for pack in on_sale]
    return keyboards.menu(list(zip(labels, data, strict=True)), 1)


def shop_link(username: str) -> str:
    """What opens what is sold in the chat with the bot."""
    return f"https://t.me/{username}?start={SHOP}"


def way_to_shop(locale: Locale, username: str) -> InlineKeyboardMarkup:
    """Under the sentence that the private chat is the place for that."""
    button = InlineKeyboardButton(text=locale.say("button-buy"), url=shop_link(username))
    return InlineKeyboardMarkup(inline_keyboard=[[button]])


def title(locale: Locale, pack: Pack) -> str:
    """What an invoice is for: up to 32 characters."""
    return plain(locale.say("invoice-title", pictures=pack.pictures))


def receipt(locale: Locale, receipt: Receipt, name: str = "receipt") -> Html:
    """That a payment was booked; by the text of this name."""
    return locale.say(
        name, pictures=receipt.pictures, stars=receipt.stars, balance=receipt.balance, payment_id=receipt.payment_id
    )


def draw_now(locale: Locale, waiting: UUID | None) -> InlineKeyboardMarkup | None:
    """Under a receipt: what was turned away before may be drawn."""
    return None if waiting is None else keyboards.menu([(locale.say("button-draw-now"), DrawNow(id=waiting).pack())], 1)


def account(locale: Locale, account: Account, *, sells: bool) -> Html:
    """What somebody has, and where it came from and went, the newest first."""
    lines = joined((_entry(locale, one) for one in account.entries), "\n")
    entries = "some" if account.entries else "none"
    return locale.say(
        "balance", pictures=account.pictures, entries=entries, lines=lines, sells="yes" if sells else "no"
    )


def _entry(locale: Locale, entry: Entry) -> Html:
    said = {"at": entry.at, "kind": entry.kind.value, "pictures": abs(entry.pictures), "stars": abs(entry.stars)}
    return locale.say("balance-entry", sign="minus" if entry.pictures < 0 else "plus", **said)


def terms(locale: Locale, sale: Sale) -> Html:
    """Under which terms pictures are sold."""
    return locale.say("pay-terms", link=own(sale.terms_url or ""), more="yes" if sale.terms_url else "no")


def support(locale: Locale, sale: Sale) -> Html:
    """Where people get help with what they paid."""
    return locale.say("pay-support", support=own(sale.support))


def reversal(locale: Locale, reversal: Reversal, name: str) -> Html:
    """What would become, or became, of a payment that is given back; by the text of this name."""
    return locale.say(
        name if reversal.booked else f"{name}-unbooked",
        payment_id=reversal.payment_id,
        person=str(reversal.user_id),
        named=f"{reversal.payment_id} {reversal.user_id}",
        pictures=reversal.pictures,
        stars=reversal.stars,
        taken=reversal.taken,
        used=reversal.used,
        balance=reversal.balance,
    )


def answers(locale: Locale) -> InlineKeyboardMarkup:
    """The two answers to the question whether it is to be given back."""
    choices = {"button-give-back": True, "button-keep-payment": False}
    return keyboards.menu([(locale.say(name), GiveBack(sure=sure).pack()) for name, sure in choices.items()], 2)


def gift(locale: Locale, pictures: int, why: str, balance: int) -> Html:
    """That somebody was given pictures, or that some were taken back."""
    name = "gift" if pictures > 0 else "gift-taken"
    return locale.say(name, pictures=abs(pictures), balance=balance, why=why, said="yes" if why else "no")
