"""What a file is and whether it is safe to keep, told from its bytes alone."""
