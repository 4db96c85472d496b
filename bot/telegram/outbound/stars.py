"""The bot's Stars at Telegram: given back, looked through, and what people are told of theirs."""

from aiogram import Bot
from aiogram.enums import TransactionPartnerUserTransactionTypeEnum
from aiogram.methods import GetStarTransactions, RefundStarPayment
from aiogram.types import StarTransaction, TransactionPartnerUser
from typing_extensions import override

from bot.drawing.ports.stars import Stars
from bot.drawing.values.credits import Receipt, Transaction
from bot.errors import AlreadyThere
from bot.telegram.calls import Calls
from bot.telegram.outbound import messages
from bot.telegram.outbound.messages import Where
from bot.wording import credits as wording
from bot.wording.texts import Html, Locales

_SALE = TransactionPartnerUserTransactionTypeEnum.INVOICE_PAYMENT


class TelegramStars(Stars):
    """Telegram keeps a book of its own; a payment is known in both by the same payment_id."""

    def __init__(self, bot: Bot, locales: Locales) -> None:
        self._calls = Calls(bot)
        self._locales = locales

    @override
    async def refund(self, user_id: int, payment_id: str) -> None:
        try:
            await self._calls.once(RefundStarPayment(user_id=user_id, telegram_payment_charge_id=payment_id))
        except AlreadyThere:
            return

    @override
    async def transactions(self, offset: int, limit: int) -> list[Transaction]:
        found = await self._calls.once(GetStarTransactions(offset=offset, limit=limit))
        return [_transaction(one) for one in found.transactions]

    @override
    async def tell_receipt(self, user_id: int, language: str | None, receipt: Receipt) -> None:
        await self._tell(user_id, wording.receipt(self._locales.of(language), receipt, "receipt-late"))

    @override
    async def tell_gift(self, user_id: int, language: str | None, pictures: int, why: str, balance: int) -> None:
        await self._tell(user_id, wording.gift(self._locales.of(language), pictures, why, balance))

    async def _tell(self, user_id: int, words: Html) -> None:
        await self._calls.make(messages.text(Where(user_id), words, silent=False))


def _transaction(one: StarTransaction) -> Transaction:
    partner = one.source or one.receiver
    known = Transaction(id=one.id, stars=abs(one.amount), incoming=one.source is not None, at=one.date)
    if not isinstance(partner, TransactionPartnerUser) or partner.transaction_type != _SALE:
        return known
    return Transaction(
        id=known.id,
        stars=known.stars,
        incoming=known.incoming,
        at=known.at,
        is_sale=True,
        user_id=partner.user.id,
        language=partner.user.language_code,
        payload=partner.invoice_payload or "",
    )
