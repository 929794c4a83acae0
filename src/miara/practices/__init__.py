"""The good-practice base: descriptions of what worked, kept true."""
