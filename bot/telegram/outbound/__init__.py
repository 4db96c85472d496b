"""What goes to Telegram: couriers, what they carry, contact sheets, and Telegram's limits."""
