"""Files of the context."""
