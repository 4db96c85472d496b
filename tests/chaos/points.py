"""The moments at which a crash hurts most. A stand-in holds its answer back there, and that is when the bot dies.

No code of the bot knows of them: what is held back is an answer on the wire.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sandbox.wire import Fault, Spoil

HOLD = 1.0
"""Seconds for which an answer is held back: longer than it takes to kill, shorter than a lease."""

Params = Mapping[str, Any]


class Want(StrEnum):
    """What somebody has to do for the bot to come to a point."""

    PICTURE = "picture"  #: ask for one picture
    REFUSED = "refused"  #: ask for what the model declines
    SHEET = "sheet"  #: ask for several pictures, each with a submission of its own
    BATCH = "batch"  #: ask for several pictures of a model that draws several at once
    INLINE = "inline"  #: post a message inline
    AGAIN = "again"  #: press Again under a picture
    FULL = "full"  #: press a number under a contact sheet
    CANCEL = "cancel"  #: take a request back that is being drawn
    DELETE = "delete"  #: delete the placeholder of a request that is being drawn


def anything(_: Params) -> bool:
    """Any call of the operation."""
    return True


@dataclass(frozen=True, slots=True)
class Strike(Fault):
    """A fault for calls that ``meets`` agrees to; ``struck`` is set when it struck."""

    meets: Callable[[Params], bool] = anything
    struck: asyncio.Event = field(default_factory=asyncio.Event)

    def strikes(self, operation: str, params: Params) -> bool:
        """Whether this fault is meant for such a call."""
        meant = Fault.strikes(self, operation, params) and self.meets(params)
        if meant and not self.skip:
            self.struck.set()
        return meant


def is_waiting(params: Params) -> bool:
    """Whether a message is sent or edited that waits for pictures: under it is the button to take it back."""
    return _leads(params, "g:cancel:")


def is_placeholder(params: Params) -> bool:
    """Whether it is a new placeholder of a chat."""
    return is_waiting(params) and "inline_message_id" not in params


def is_finished(params: Params) -> bool:
    """Whether a picture takes its final form in a chat."""
    return _leads(params, "g:again:") and not is_sheet(params)


def is_sheet(params: Params) -> bool:
    """Whether a contact sheet takes its final form in a chat."""
    return _leads(params, "g:again-all:")


def is_sentence(params: Params) -> bool:
    """Whether a placeholder becomes a sentence."""
    return not is_waiting(params) and "inline_message_id" not in params


def is_upload(params: Params) -> bool:
    """Whether a picture is only uploaded, for an inline message to show."""
    return "reply_markup" not in params


def is_inline(params: Params) -> bool:
    """Whether an inline message is edited."""
    return "inline_message_id" in params


def _leads(params: Params, action: str) -> bool:
    rows = (params.get("reply_markup") or {}).get("inline_keyboard", [])
    return any(button.get("callback_data", "").startswith(action) for row in rows for button in row)


@dataclass(frozen=True, slots=True)
class Point:
    """A call of the bot's, and whether it still takes effect; how many go before, and how long it is held."""

    operation: str
    took_effect: bool
    meets: Callable[[Params], bool] = anything
    wants: Want = Want.PICTURE
    skip: int = 0
    hold: float = HOLD

    def fault(self) -> Strike:
        """What the stand-in is to do once."""
        return Strike(
            self.operation,
            Spoil.HANG,
            skip=self.skip,
            after_effect=self.took_effect,
            seconds=self.hold,
            meets=self.meets,
        )

    @property
    def at_telegram(self) -> bool:
        """Whose answer it is."""
        return self.operation not in ("generate", "operation", "cancel", "openai-images")


BEFORE, AFTER = False, True

ACCEPTANCE = {
    "handled, not confirmed to Telegram": Point("getUpdates", BEFORE, skip=1),
    "accepted, before the placeholder": Point("sendMessage", BEFORE, is_placeholder),
    "placeholder shown, its id not stored": Point("sendMessage", AFTER, is_placeholder),
    "a press handled, not answered": Point("answerCallbackQuery", BEFORE, wants=Want.AGAIN),
}

DRAWING = {
    "the POST is on its way": Point("generate", BEFORE),
    "POST answered, operation id not stored": Point("generate", AFTER),
    "picture fetched, not stored": Point("operation", AFTER),
    "between the generations of a request": Point("generate", BEFORE, wants=Want.SHEET, skip=1),
    "the POST for a batch is on its way": Point("openai-images", BEFORE, wants=Want.BATCH),
    "a batch is drawn, not stored": Point("openai-images", AFTER, wants=Want.BATCH),
    "between the batches of a request": Point("openai-images", BEFORE, wants=Want.BATCH, skip=1),
    "taken back, its operation not stopped": Point("cancel", BEFORE, wants=Want.CANCEL),
}

DELIVERY = {
    "picture stored, before delivery": Point("editMessageMedia", BEFORE, is_finished),
    "delivered, not recorded": Point("editMessageMedia", AFTER, is_finished),
    "a sheet with free cells is on its way": Point("editMessageMedia", BEFORE, is_waiting, Want.SHEET),
    "a sheet with free cells is shown, not recorded": Point("editMessageMedia", AFTER, is_waiting, Want.SHEET),
    "the whole sheet is on its way": Point("editMessageMedia", BEFORE, is_sheet, Want.SHEET),
    "the whole sheet is shown, not recorded": Point("editMessageMedia", AFTER, is_sheet, Want.SHEET),
    "ended, before the sentence": Point("editMessageText", BEFORE, is_sentence, Want.REFUSED),
    "sentence said, not recorded": Point("editMessageText", AFTER, is_sentence, Want.REFUSED),
    "a new photo is on its way": Point("sendPhoto", BEFORE, is_finished, Want.DELETE),
    "a new photo is shown, not recorded": Point("sendPhoto", AFTER, is_finished, Want.DELETE),
    "an inline picture is uploaded, its name not stored": Point("sendPhoto", AFTER, is_upload, Want.INLINE),
    "an inline picture is shown, not recorded": Point("editMessageMedia", AFTER, is_inline, Want.INLINE),
    "a full picture is on its way": Point("sendPhoto", BEFORE, is_finished, Want.FULL),
    "a full picture is shown, not recorded": Point("sendPhoto", AFTER, is_finished, Want.FULL),
}

POINTS = ACCEPTANCE | DRAWING | DELIVERY
