"""Where updates are pushed, and what went wrong with that last."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where updates go; no ``url`` means that the bot polls."""

    url: str = ""
    secret: str | None = None
    max_connections: int = 40
    ip_address: str | None = None
    last_error_date: int | None = None
    last_error_message: str | None = None
