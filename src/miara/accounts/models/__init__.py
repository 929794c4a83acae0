"""Models of the context."""

from miara.accounts.models.user import User

__all__ = ["User"]
