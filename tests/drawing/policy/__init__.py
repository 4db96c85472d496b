"""Tests of the policy: decisions as functions of time and of what went wrong."""
