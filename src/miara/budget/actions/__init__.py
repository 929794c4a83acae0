"""What changes the budget of a unit."""
