"""What must never be shown: cut out of log lines, and of what the operator is told."""

import re

_SECRETS = re.compile(
    r"(?<!\d)\d{5,12}:[\w-]{30,}"  # a bot token, also inside a URL
    r"|(?<=Api-Key )\S+|(?<=Bearer )\S+"
    r"|\bAQVN[\w-]{20,}|\bt1\.[\w.-]{20,}"  # Yandex's API keys and IAM tokens
    r"|\bsk-[\w-]{16,}"
)


def without_secrets(text: str) -> str:
    """A text with everything cut out of it that looks like a token or a key."""
    return _SECRETS.sub("…", text)
