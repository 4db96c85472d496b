"""What goes wrong: refusals of the Bot API in Telegram's words, and impossible orders to the world.

The words are those of the Bot API server (telegram-bot-api, Client.cpp) and of TDLib. Refusals that start with
``sandbox:`` have no counterpart there: they report what the sandbox cannot play.
"""


class ApiError(Exception):
    """A refusal as the Bot API gives it; ``error_code`` is the HTTP status too."""

    def __init__(self, error_code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters


class WorldError(ValueError):
    """What was asked of the world cannot happen in it: an unknown person, a missing button, a blocked chat."""


def bad_request(reason: str) -> ApiError:
    """A refusal because of what was asked."""
    return ApiError(400, f"Bad Request: {reason}")


def not_played(what: str) -> ApiError:
    """A refusal of what Telegram would do and the sandbox cannot."""
    return bad_request(f"sandbox: {what} is not played")


def forbidden(reason: str) -> ApiError:
    """A refusal because of where it was asked."""
    return ApiError(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiError:
    """A refusal because somebody else consumes the updates."""
    return ApiError(409, f"Conflict: {reason}")


def too_many_requests(seconds: int) -> ApiError:
    """A flood refusal; the caller is to wait that many ``seconds``."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def migrated(chat_id: int) -> ApiError:
    """A refusal because the group lives on under another ``chat_id``."""
    return ApiError(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat_id)


def not_found(what: str = "") -> ApiError:
    """A refusal because there is nothing at this address."""
    return ApiError(404, f"Not Found: {what}" if what else "Not Found")


def unauthorized() -> ApiError:
    """A refusal because the token is nobody's."""
    return ApiError(401, "Unauthorized")


def too_large() -> ApiError:
    """A refusal because of too many bytes."""
    return ApiError(413, "Request Entity Too Large")
