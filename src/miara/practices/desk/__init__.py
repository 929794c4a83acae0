"""The desk of the base: cards on the editing pages."""
