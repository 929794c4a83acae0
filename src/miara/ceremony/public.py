"""Ceremonies for other contexts: nothing of them is needed elsewhere yet."""

__all__: list[str] = []
