"""The ways in to the image APIs, as plain values: whoever constructs providers says where they come from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

KeyOf = Callable[[str], str]
"""The key in a variable that a model of MODELS_FILE names. Raises ConfigurationError where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class YandexAccess:
    """Yandex Cloud: its addresses, the folder, and one of four ways in, of which the first that is given is taken.

    These are an API key, an IAM token, the file of a service account's key, and the metadata of a virtual machine.
    ``data_logging`` lets Yandex keep prompts.
    """

    llm_url: str
    operation_url: str
    ai_url: str
    iam_url: str
    folder_id: str = ""
    api_key: str | None = field(default=None, repr=False)
    iam_token: str | None = field(default=None, repr=False)
    key_file: Path | None = None
    metadata: bool = False
    data_logging: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAIAccess:
    """OpenAI, or a server that speaks its language.

    With ``allow_private_urls`` pictures may be downloaded from private addresses, whichever server names them.
    """

    base_url: str = field(repr=False)
    api_key: str = field(default="", repr=False)
    allow_private_urls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptAccess:
    """A language model that improves words, at a server that speaks OpenAI's language.

    ``folder_id`` completes a bare name at Yandex, which ``data_logging`` lets keep what it is asked for.
    """

    model: str
    base_url: str = field(repr=False)
    api_key: str = field(default="", repr=False)
    folder_id: str = ""
    data_logging: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """All ways in."""

    yandex: YandexAccess
    openai: OpenAIAccess
    key_of: KeyOf
