"""What people type about a strategy."""
