"""Views of the context."""
