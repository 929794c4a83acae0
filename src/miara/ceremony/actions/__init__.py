"""What people do with a ceremony."""
