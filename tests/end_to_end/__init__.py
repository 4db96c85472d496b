"""The bot as people meet it: the real bot against the sandbox, over HTTP on loopback."""
