"""What comes from Telegram: updates, and the handlers of what people send."""
