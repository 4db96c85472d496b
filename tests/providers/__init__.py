"""Tests of the clients for image APIs."""
