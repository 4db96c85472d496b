"""The Bot API methods the sandbox plays, by their names in lower case: Telegram does not mind the case."""

from bot.sandbox.telegram_api.methods import asking, chats, editing, profile, sending, updating

_ALL = [*profile.METHODS, *updating.METHODS, *sending.METHODS, *editing.METHODS, *chats.METHODS, *asking.METHODS]

METHODS = {method.name.lower(): method for method in _ALL}
