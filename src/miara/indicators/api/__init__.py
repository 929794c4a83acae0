"""The REST API, version 1: open, without a key, read only."""
