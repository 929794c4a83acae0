"""What a search is, without Django and without the index."""
