"""The Polish analyser: lemmas, folding, forms of place names; without Django."""
