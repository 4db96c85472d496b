"""OpenAI's images API, and those who speak its language."""
