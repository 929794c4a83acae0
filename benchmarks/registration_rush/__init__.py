"""The public programme with many sessions."""
