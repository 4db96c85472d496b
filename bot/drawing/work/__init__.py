"""The use cases of time: what is due gets its next step."""
