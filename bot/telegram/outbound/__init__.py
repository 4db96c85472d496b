"""What goes to Telegram: the courier, its parcels, and Telegram's limits."""
