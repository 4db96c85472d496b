"""The tests of Palitra."""
