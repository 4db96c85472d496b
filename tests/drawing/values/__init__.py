"""Tests of the values: what can be built of them, and how they change."""
