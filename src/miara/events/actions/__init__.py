"""What people do to an event."""
