"""Acts of the context."""
