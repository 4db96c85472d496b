"""The stand-ins behave as the services they stand for."""
