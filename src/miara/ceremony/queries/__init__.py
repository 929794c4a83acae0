"""What is read of a ceremony."""
