"""Language models by the chat completions of OpenAI, Yandex, and servers of one's own that speak their language."""
