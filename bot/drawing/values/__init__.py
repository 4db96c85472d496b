"""What everything speaks in: frozen, checked when made, one lifecycle each."""
