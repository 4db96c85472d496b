"""The use cases of time, in a world in memory."""
