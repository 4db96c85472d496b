"""Telegram as those need it who sell pictures for its Stars."""

from typing import Protocol

from bot.drawing.values.credits import Receipt, Transaction


class Stars(Protocol):
    """The bot's Stars. Every method raises CourierError."""

    async def refund(self, user_id: int, payment_id: str) -> None:
        """Give a payment back; one that was given back before is as well."""
        ...

    async def transactions(self, offset: int, limit: int) -> list[Transaction]:
        """What came and went, the oldest first, after so many of them."""
        ...

    async def tell_receipt(self, user_id: int, language: str | None, receipt: Receipt) -> None:
        """Tell somebody that a payment of theirs was booked, later than it was made."""
        ...

    async def tell_gift(self, user_id: int, language: str | None, pictures: int, why: str, balance: int) -> None:
        """Tell somebody that they were given so many pictures, or that so many were taken back."""
        ...
