"""Cards in open formats; people are in none of them."""
