"""Pages of filling and of editing forms."""
