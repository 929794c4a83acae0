"""What is read from the database."""
