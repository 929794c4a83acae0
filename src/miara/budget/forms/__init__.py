"""What people type about the budget."""
