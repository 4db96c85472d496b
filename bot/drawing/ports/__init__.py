"""What the use cases need from the world, as protocols: narrow ones, each for its use. ``app`` joins the adapters."""
