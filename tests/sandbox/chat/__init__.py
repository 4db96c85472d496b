"""The web chat, looked at by a real browser."""
