"""The settings: read, judged and told at once where something is wrong with them; what follows from them."""

from bot.config.prompts import PromptSettings
from bot.config.settings import (
    DrawingSettings,
    HttpSettings,
    LogSettings,
    OpenAISettings,
    PictureSettings,
    ProcessSettings,
    Settings,
    StorageSettings,
    TelegramSettings,
    YandexSettings,
    load,
    load_pictures,
)
from bot.config.stars import StarSettings

__all__ = [
    "DrawingSettings",
    "HttpSettings",
    "LogSettings",
    "OpenAISettings",
    "PictureSettings",
    "ProcessSettings",
    "PromptSettings",
    "Settings",
    "StarSettings",
    "StorageSettings",
    "TelegramSettings",
    "YandexSettings",
    "load",
    "load_pictures",
]
