"""Methods about Stars: invoices, checkouts, refunds, and the bot's own book."""

import hashlib

from aiogram.methods import (
    AnswerPreCheckoutQuery,
    CreateInvoiceLink,
    GetMyStarBalance,
    GetStarTransactions,
    RefundStarPayment,
    SendInvoice,
)

from sandbox.telegram_api.errors import bad_request, not_played
from sandbox.telegram_api.methods import content
from sandbox.telegram_api.methods.sending import destination, protected, replied
from sandbox.telegram_api.methods.table import Ask, plays
from sandbox.telegram_api.payments import is_late, note, settle, tell_payment
from sandbox.telegram_api.stars import Invoice, PaymentState
from sandbox.telegram_api.values import Json

_STARS = "XTR"
_MAX_TITLE, _MAX_DESCRIPTION, _MAX_PAYLOAD = 32, 255, 128
_MAX_AMOUNT = 10_000
_MAX_BATCH = 100


def send_invoice(ask: Ask[SendInvoice]) -> Json:
    """An invoice, with its Pay button."""
    p = ask.params
    invoice = _invoice(p)
    chat = destination(ask.state, p)
    markup = content.keyboard(p.reply_markup) or _pay_button(invoice)
    message = ask.state.post(
        chat,
        ask.state.bot,
        {"invoice": invoice.shown} | protected(p.protect_content) | markup,
        thread=p.message_thread_id,
        reply=replied(ask.state, chat, p),
        fixed=True,
    )
    ask.state.stars.invoices[chat.id, message["message_id"]] = invoice
    return message


def create_invoice_link(ask: Ask[CreateInvoiceLink]) -> str:
    """A link to an invoice, which anybody may pay."""
    if ask.params.subscription_period is not None:
        raise not_played("a subscription")
    invoice = _invoice(ask.params)
    slug = hashlib.sha256(f"{invoice.payload} {len(ask.state.stars.links)}".encode()).hexdigest()[:20]
    link = f"https://t.me/${slug}"
    ask.state.stars.links[link] = invoice
    return link


def answer_pre_checkout_query(ask: Ask[AnswerPreCheckoutQuery]) -> bool:
    """Take a payment, or refuse it with a sentence; once, and within ten seconds."""
    state, p = ask.state, ask.params
    found = state.stars.checkouts.get(p.pre_checkout_query_id)
    if found is None or found.state is not PaymentState.WAITING or is_late(state, found):
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if p.ok:
        settle(state, found)
        return True
    if not p.error_message:
        raise bad_request("error message can't be empty")
    state.stars.end(found, PaymentState.REFUSED, p.error_message)
    tell_payment(state, found.id)
    return True


def refund_star_payment(ask: Ask[RefundStarPayment]) -> bool:
    """Give a payment back; once."""
    state, p = ask.state, ask.params
    charge = state.stars.charges.get(p.telegram_payment_charge_id)
    if charge is None or charge.person.id != p.user_id:
        raise bad_request("CHARGE_ID_INVALID")
    if charge.refunded:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    state.stars.give_back(charge, state.now())
    note(state, charge, "refunded_payment")
    return True


def get_star_transactions(ask: Ask[GetStarTransactions]) -> Json:
    """What came and went, the oldest first."""
    offset, limit = ask.params.offset or 0, ask.params.limit or _MAX_BATCH
    if offset < 0 or not 1 <= limit <= _MAX_BATCH:
        raise bad_request("invalid offset or limit specified")
    return {"transactions": ask.state.stars.transactions[offset : offset + limit]}


def get_my_star_balance(ask: Ask[GetMyStarBalance]) -> Json:
    """What the bot has."""
    return {"amount": ask.state.stars.earned}


def _invoice(p: SendInvoice | CreateInvoiceLink) -> Invoice:
    """Refused where Telegram would; other money than Stars is not played."""
    if p.currency != _STARS or p.provider_token:
        raise not_played("a payment in other money than Stars")
    if len(p.prices) != 1:
        raise bad_request("STARS_INVOICE_INVALID")
    if not 0 < p.prices[0].amount <= _MAX_AMOUNT:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    _check("title", p.title, _MAX_TITLE)
    _check("description", p.description, _MAX_DESCRIPTION)
    if not 0 < len(p.payload.encode()) <= _MAX_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    start = p.start_parameter or "" if isinstance(p, SendInvoice) else ""
    shown: Json = {"title": p.title, "description": p.description, "start_parameter": start, "currency": _STARS}
    return Invoice(shown | {"total_amount": p.prices[0].amount}, p.payload)


def _check(name: str, text: str, most: int) -> None:
    if not 0 < len(text) <= most:
        raise bad_request(f"sandbox: {name} has 1 to {most} characters")


def _pay_button(invoice: Invoice) -> Json:
    return {"reply_markup": {"inline_keyboard": [[{"text": f"Pay ⭐️{invoice.amount}", "pay": True}]]}}


METHODS = [
    plays(SendInvoice, send_invoice, metered=True),
    plays(CreateInvoiceLink, create_invoice_link),
    plays(AnswerPreCheckoutQuery, answer_pre_checkout_query),
    plays(RefundStarPayment, refund_star_payment),
    plays(GetStarTransactions, get_star_transactions),
    plays(GetMyStarBalance, get_my_star_balance),
]
