"""The settings of the language model that improves words; without one nothing is improved."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from typing_extensions import override

from bot.config import envfile
from bot.config.forms import Key, Url
from bot.drawing.values.improvements import ImprovementLimits
from bot.drawing.values.limits import Calendar
from bot.errors import ConfigurationError
from bot.providers.access import PromptAccess, YandexAccess

_NAME = re.compile(r"[!-~]{0,200}")


def _name(written: str) -> str:
    if not _NAME.fullmatch(written.strip()):
        raise ValueError("it is the name of a model, like gpt-4o-mini or gpt://<folder>/yandexgpt/latest")
    return written.strip()


Name = Annotated[str, AfterValidator(_name)]


class PromptSettings(envfile.Group):
    """Which model, where, and how often it may be asked; 0 means no limit."""

    model: Name = Field("", validation_alias="PROMPT_MODEL")
    base_url: Url = Field("https://api.openai.com/v1", validation_alias="PROMPT_BASE_URL", repr=False)
    api_key: Key | None = Field(None, validation_alias="PROMPT_API_KEY")
    per_hour: int = Field(30, ge=0, validation_alias="IMPROVE_PER_HOUR")
    per_day: int = Field(0, ge=0, validation_alias="IMPROVE_PER_DAY")

    @property
    def is_on(self) -> bool:
        """Whether words are improved."""
        return bool(self.model)

    def access(self, yandex: YandexAccess) -> PromptAccess | None:
        """The way in to the model, which may be one in the same folder; None where nothing improves words."""
        if not self.is_on:
            return None
        return PromptAccess(
            model=self.model,
            base_url=self.base_url,
            api_key=self.api_key.get_secret_value() if self.api_key else "",
            folder_id=yandex.folder_id,
            data_logging=yandex.data_logging,
        )

    def limits(self, calendar: Calendar) -> ImprovementLimits:
        """How often words may be improved, in hours and days of this calendar."""
        return ImprovementLimits(person_hour=self.per_hour or None, day=self.per_day or None, calendar=calendar)

    @override
    def check(self) -> None:
        if self.api_key is not None and not self.is_on:
            raise ConfigurationError("PROMPT_API_KEY is set without PROMPT_MODEL, which says what improves words")
