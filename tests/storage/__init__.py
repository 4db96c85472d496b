"""Tests of the database and the store in it, on real files."""
