"""What people do with invoices: they pay, if the bot agrees in time and they have the Stars."""

from sandbox.telegram_api.errors import WorldError
from sandbox.telegram_api.screens import Screens
from sandbox.telegram_api.stars import CHECKOUT_SECONDS, Charge, Checkout, Invoice, PaymentState
from sandbox.telegram_api.state import State
from sandbox.telegram_api.values import Json


class Payments(Screens):
    """Plain calls about Stars."""

    def pay(self, person: int, chat: int, message_id: int) -> str:
        """Somebody presses Pay under an invoice, or under a copy that was forwarded to them; the checkout's id."""
        self.message(chat, message_id)
        invoice = self.stars.invoices.get((chat, message_id))
        if invoice is None:
            raise WorldError(f"message {message_id} is no invoice")
        return self._checkout(person, invoice)

    def pay_link(self, person: int, link: str) -> str:
        """Somebody opens a link to an invoice, and pays; the checkout's id."""
        if link not in self.stars.links:
            raise WorldError(f"there is no invoice {link}")
        return self._checkout(person, self.stars.links[link])

    def checkout(self, query_id: str) -> Checkout:
        """What became of somebody's wish to pay."""
        try:
            found = self.stars.checkouts[query_id]
        except KeyError:
            raise WorldError(f"there is no checkout {query_id}") from None
        if found.state is PaymentState.WAITING and is_late(self, found):
            self.stars.end(found, PaymentState.FAILED, "the bot did not answer in time")
            tell_payment(self, query_id)
        return self.stars.checkouts[query_id]

    def _checkout(self, person: int, invoice: Invoice) -> str:
        payer = self.person(person)
        asked = self.stars.ask(person, invoice, self.clock().timestamp())
        if self.stars.balance(person) < invoice.amount:
            self.stars.end(asked, PaymentState.FAILED, "there are too few Stars")
            tell_payment(self, asked.id)
            return asked.id
        call: Json = {"id": asked.id, "from": payer.user(), "currency": "XTR", "total_amount": invoice.amount}
        self.offer("pre_checkout_query", call | {"invoice_payload": invoice.payload})
        return asked.id


def is_late(state: State, checkout: Checkout) -> bool:
    """Whether Telegram waits for the bot's answer no longer."""
    return state.clock().timestamp() - checkout.asked > CHECKOUT_SECONDS or checkout.id in state.expired


def settle(state: State, checkout: Checkout) -> None:
    """Let somebody pay, and let the bot know."""
    payer = state.person(checkout.person)
    charge = state.stars.pay(payer, checkout.invoice, state.now())
    state.stars.end(checkout, PaymentState.PAID, charge=charge.id)
    tell_payment(state, checkout.id)
    note(state, charge, "successful_payment")


def note(state: State, charge: Charge, kind: str) -> None:
    """Show in somebody's chat with the bot what happened to a payment, and let the bot know."""
    shape = charge.shape()
    if kind == "refunded_payment":
        shape = {name: value for name, value in shape.items() if name != "provider_payment_charge_id"}
    chat = state.chat(charge.person.id)
    message = state.post(chat, charge.person, {kind: shape}, fixed=True)
    state.offer("message", message)
    if kind == "refunded_payment":
        told = {"person": charge.person.id, "state": "refunded", "stars": state.stars.balance(charge.person.id)}
        state.signals.tell({"event": "payment", "id": charge.id, **told, "error": ""})


def tell_payment(state: State, query_id: str) -> None:
    """Tell all screens what became of a wish to pay, and what its person has now."""
    found = state.stars.checkouts[query_id]
    told = {"person": found.person, "state": str(found.state), "error": found.error}
    state.signals.tell({"event": "payment", "id": query_id, **told, "stars": state.stars.balance(found.person)})
