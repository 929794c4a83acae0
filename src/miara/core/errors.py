"""Errors that are expected and can be told to people."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

__all__ = ["MiaraError"]


class MiaraError(Exception):
    """Something a person may run into; says what happened and what to do next.

    Subclasses set ``sentence``, a translated text with named placeholders, and are
    raised with the facts that fill it::

        class SubmissionClosedError(ContestError):
            sentence = _("The call closed on %(on)s.")

        raise SubmissionClosedError(on=closed_on)

    or override `for_people`. Views show the sentence; such errors are not logged as
    failures.
    """

    sentence: ClassVar[_StrOrPromise] = _(
        "This could not be done. Check what you entered and try again."
    )

    def __init__(self, *args: object, **facts: object) -> None:
        super().__init__(*args)
        self.facts = facts

    def __str__(self) -> str:
        """For developers: the class's own message, else the sentence."""
        return super().__str__() or self.for_people()

    def for_people(self) -> str:
        """The sentence in the active language, facts filled in."""
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)
