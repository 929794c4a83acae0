"""Files made of the budget."""
