"""Telegram, both ways: updates come in by handlers, pictures and news go out by the courier."""
