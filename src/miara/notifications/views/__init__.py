"""Pages of the context."""
