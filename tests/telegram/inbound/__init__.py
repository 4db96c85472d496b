"""Tests of what comes from Telegram: on loopback, by long polling and by webhook."""
