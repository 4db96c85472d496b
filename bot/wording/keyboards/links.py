"""Links that lead to the chat with the bot."""

from bot.drawing.values.generations import Generation


def shared_link(username: str, token: str) -> str:
    """What opens the words that somebody shared in the chat with the bot."""
    return f"https://t.me/{username}?start=s{token}"


def deep_link(username: str, generation: Generation) -> str:
    """What opens the words of a picture that was posted inline in the chat with the bot."""
    return f"https://t.me/{username}?start={generation.id.hex}"


def picture_link(username: str, generation: Generation) -> str:
    """What opens one picture of an inline contact sheet in the chat with the bot."""
    return f"https://t.me/{username}?start=p{generation.id.hex}"
