"""The search of practice cards beside the full-text search of two databases."""
