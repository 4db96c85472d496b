"""The settings: read, judged and told at once where something is wrong with them; what follows from them."""

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

__all__ = [
    "DrawingSettings",
    "HttpSettings",
    "LogSettings",
    "OpenAISettings",
    "PictureSettings",
    "ProcessSettings",
    "Settings",
    "StorageSettings",
    "TelegramSettings",
    "YandexSettings",
    "load",
    "load_pictures",
]
