"""Local stand-ins for the Bot API and the image APIs: real HTTP on loopback, for the demo and for tests."""
