"""Rules of the context without Django."""

from miara.organisations.domain.numbers import is_krs, is_regon

__all__ = ["is_krs", "is_regon"]
