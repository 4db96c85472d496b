"""Buying pictures, and giving them back: what the person, or the operator, can mend."""

from dataclasses import dataclass

from bot.errors.requests import RequestError


class PaymentError(RequestError):
    """Something about Stars, or about the pictures that they buy."""


class NothingSold(PaymentError):
    """Nothing can be bought here."""


class PackGone(PaymentError):
    """So many pictures are not sold for this price: they never were, or are not any more."""


@dataclass(eq=False)
class PaymentUnknown(PaymentError):
    """No payment is known by this ``payment_id``."""

    payment_id: str


@dataclass(eq=False)
class RefundedAlready(PaymentError):
    """The Stars of this payment were given back before."""

    payment_id: str


class PaymentUnnamed(PaymentError):
    """It is not said which payment is to be given back."""


class GiftInvalid(PaymentError):
    """It is not said to whom how many pictures are to be given."""


@dataclass(eq=False)
class GiftTooLarge(PaymentError):
    """``pictures`` at once are more than the ``limit``, or none at all."""

    pictures: int
    limit: int


@dataclass(eq=False)
class BalanceTooSmall(PaymentError):
    """Somebody has ``balance`` pictures, and so ``pictures`` cannot be taken away."""

    pictures: int
    balance: int
