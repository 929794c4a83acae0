"""What is counted without a database."""
