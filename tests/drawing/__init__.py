"""Tests of what the project is: pure decisions and values."""
