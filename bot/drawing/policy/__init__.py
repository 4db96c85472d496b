"""When to poll, to retry, to give up: pure functions of time and evidence."""
