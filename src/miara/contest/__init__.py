"""The contest: from the call to the laureates."""
