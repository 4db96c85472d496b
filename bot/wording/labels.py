"""What presets are called, on buttons and in captions."""

from bot.drawing.values.styles import PRESETS, Preset
from bot.wording.texts import Locale


def label(preset: Preset, locale: Locale) -> str:
    """A preset by its name, in Russian by its first Russian one: each can be written after its flag."""
    return preset.russian_name if locale.language == "ru" else preset.name


def label_of(flag: str, name: str, locale: Locale) -> str:
    """The same for a preset's name; what is no preset, as a model's own style, is called as it is."""
    return next((label(preset, locale) for preset in PRESETS[flag] if preset.name == name), name)
