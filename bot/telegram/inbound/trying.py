"""Whether a handler that failed is tried again, and when: pure functions of the error and of what was tried before."""

from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.errors import (
    CourierDelayed,
    CourierError,
    CourierUnanswered,
    Outage,
    RequestError,
    RightsUnknown,
    StoreUnavailable,
)
from bot.telegram.refusals import meaning
from bot.telegram.stopping import pause

TRIES = 5
"""So often an update is tried."""

DOUBTFUL = 3
"""So often it is said what may have been said before: Telegram did not answer."""

PATIENCE = 60.0
"""Seconds after the first try in which others may begin: what came after it in the same chat waits behind it."""

LONGEST = 20.0
"""Seconds between two tries at most, whatever Telegram would like."""


def again_in(error: Exception, failures: int, waited: float) -> float | None:
    """Seconds until an update is tried again that failed so often, ``waited`` seconds after its first try began.

    None: it is not.
    """
    least = _least_pause(error)
    if least is None or failures >= TRIES or waited >= PATIENCE:
        return None
    return min(max(pause(failures), least), LONGEST)


def is_passing(error: Exception) -> bool:
    """Whether what went wrong may go well another time: bugs may, as far as can be told; Telegram's refusals do not."""
    return _least_pause(error) is not None


def _least_pause(error: Exception) -> float | None:
    """Seconds until the same may go well; None: it never will."""
    match error:
        case TelegramAPIError() | ClientDecodeError():
            return _least_pause(meaning(error))
        case CourierDelayed(retry_after=seconds):
            return seconds or 0.0
        case CourierUnanswered() | RightsUnknown():  # a sentence may be said twice; it is not kept from anybody
            return 0.0
        case StoreUnavailable(outage=Outage.LOST | Outage.REFUSED) | CourierError() | RequestError():
            return None
        case _:
            return 0.0
