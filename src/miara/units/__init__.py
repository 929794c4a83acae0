"""Voivodeships, counties and municipalities: identity, dated facts, names, shapes."""
