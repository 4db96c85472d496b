"""Tests of the way in from Telegram and out to it."""
