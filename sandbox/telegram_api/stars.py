"""Play Stars: who has how many, what was invoiced, asked and paid, and the bot's own book of it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import count

from sandbox.telegram_api.values import Json, Person

CHECKOUT_SECONDS = 10  #: how long Telegram waits for the answer to a pre-checkout query
PLAY_STARS = 1000  #: so many everybody has to begin with

_FIRST_CHECKOUT = 7_000_000_000_000_000_000


class PaymentState(StrEnum):
    """What became of somebody's wish to pay."""

    WAITING = "waiting"  #: the bot is asked whether it takes the payment
    PAID = "paid"
    REFUSED = "refused"  #: by the bot, with a sentence
    FAILED = "failed"  #: the bot did not answer in time, or its person has too few Stars


@dataclass(frozen=True, slots=True)
class Invoice:
    """What is to be paid: as messages show it, and what only the bot knows of it."""

    shown: Json
    payload: str

    @property
    def amount(self) -> int:
        """In Stars."""
        return int(self.shown["total_amount"])


@dataclass(frozen=True, slots=True)
class Checkout:
    """Somebody's wish to pay, ``asked`` at a POSIX time, and what the bot said."""

    id: str
    person: int
    invoice: Invoice
    asked: float
    state: PaymentState = PaymentState.WAITING
    error: str = ""
    charge: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """A payment that was made."""

    id: str
    person: Person
    invoice: Invoice
    refunded: bool = False

    def shape(self) -> Json:
        """What SuccessfulPayment and RefundedPayment say of it."""
        return {
            "currency": "XTR",
            "total_amount": self.invoice.amount,
            "invoice_payload": self.invoice.payload,
            "telegram_payment_charge_id": self.id,
            "provider_payment_charge_id": f"{self.person.id}_{self.id[-6:]}",
        }


@dataclass(slots=True)
class StarBook:
    """All Stars there are; the bot's transactions are in the order of time."""

    balances: dict[int, int] = field(default_factory=dict)
    invoices: dict[tuple[int, int], Invoice] = field(default_factory=dict)  #: by chat and message id
    links: dict[str, Invoice] = field(default_factory=dict)
    checkouts: dict[str, Checkout] = field(default_factory=dict)
    charges: dict[str, Charge] = field(default_factory=dict)
    transactions: list[Json] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def balance(self, person: int) -> int:
        """How many somebody has."""
        return self.balances.get(person, PLAY_STARS)

    @property
    def earned(self) -> int:
        """How many the bot has."""
        return sum(one["amount"] * (1 if "source" in one else -1) for one in self.transactions)

    def ask(self, person: int, invoice: Invoice, now: float) -> Checkout:
        """Somebody wants to pay."""
        checkout = Checkout(str(_FIRST_CHECKOUT + next(self._numbers)), person, invoice, now)
        self.checkouts[checkout.id] = checkout
        return checkout

    def end(self, checkout: Checkout, state: PaymentState, error: str = "", charge: str = "") -> None:
        """It became so."""
        self.checkouts[checkout.id] = replace(checkout, state=state, error=error, charge=charge)

    def pay(self, person: Person, invoice: Invoice, now: int) -> Charge:
        """Somebody's Stars become the bot's."""
        number = hashlib.sha256(f"{person.id} {next(self._numbers)} {now}".encode()).hexdigest()
        charge = Charge(f"stx{number}", person, invoice)
        self.balances[person.id] = self.balance(person.id) - invoice.amount
        self.charges[charge.id] = charge
        self._note(charge, now, "source")
        return charge

    def give_back(self, charge: Charge, now: int) -> None:
        """The bot's Stars become theirs again."""
        self.charges[charge.id] = replace(charge, refunded=True)
        self.balances[charge.person.id] = self.balance(charge.person.id) + charge.invoice.amount
        self._note(charge, now, "receiver")

    def _note(self, charge: Charge, now: int, side: str) -> None:
        partner = {
            "type": "user",
            "transaction_type": "invoice_payment",
            "user": charge.person.user(),
            "invoice_payload": charge.invoice.payload,
        }
        self.transactions.append({"id": charge.id, "amount": charge.invoice.amount, "date": now, side: partner})
