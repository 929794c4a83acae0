"""Files that people send, and documents that Miara makes and verifies."""
