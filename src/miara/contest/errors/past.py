"""Refusals around the archive of past editions."""

from django.utils.translation import gettext_lazy as _

from miara.contest.errors.base import ContestError

__all__ = ["FictionalHomeError"]


class FictionalHomeError(ContestError):
    """Real results are never shown beside fictional units or editions."""

    sentence = _(
        "This home holds the fictional sample. The archive has real results of real "
        "local governments and is not loaded beside it. Load it in a home with the "
        "official register (MIARA_HOME names the folder)."
    )
