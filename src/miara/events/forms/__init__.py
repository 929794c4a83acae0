"""Forms of the office of an event."""
