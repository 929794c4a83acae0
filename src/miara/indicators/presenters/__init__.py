"""Words, numbers and pictures for screens."""
