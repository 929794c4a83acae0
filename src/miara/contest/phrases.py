"""Small wordings that actions, letters and pages share."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from miara.contest.models import Release
from miara.core.numbers import NBSP

__all__ = ["day_text", "moment_text", "release_title"]


def moment_text(moment: datetime) -> str:
    """A moment in Polish time, in the active language."""
    text = date_format(timezone.localtime(moment), "DATETIME_FORMAT")
    return text.replace(" ", NBSP)


def day_text(moment: datetime) -> str:
    """The day of a moment in Polish time, in the active language."""
    return date_format(timezone.localtime(moment), "DATE_FORMAT").replace(" ", NBSP)


def release_title(release: Release) -> str:
    """What became public, as an event of the calendar."""
    if release.stage == Release.Stage.FINALISTS:
        return _("the finalists are known")
    return _("the results are known")
