"""The REST API of one unit: with a key, to read plans and to send numbers."""
