"""One module a command; each parses, calls one action and prints a short result."""
