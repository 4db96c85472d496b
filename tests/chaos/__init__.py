"""The promise under fire: the bot as a process of its own, killed with -9, stopped, doubled and flooded."""
