"""Facts of events as words and pictures."""
