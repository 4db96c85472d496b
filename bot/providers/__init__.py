"""Outbound: clients for image APIs. The wire formats are pure functions, the transport is tiny."""
