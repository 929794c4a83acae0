"""Names of the context's background jobs."""

from typing import Final

__all__ = ["MAKE_LETTERS"]

#: Sets the PDF of every head of a dispatch; see `actions.letter_files`.
MAKE_LETTERS: Final = "notifications.make_letters"
