"""What is done about each thing that may be wrong with a command, so that what its person meant is left of it."""
