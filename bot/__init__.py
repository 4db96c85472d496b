"""Palitra: a Telegram bot that draws."""
