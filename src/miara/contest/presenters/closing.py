"""Words for closing an edition: what is open, what is wrong with a package."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.contest.domain.closing.checking import Flaw, FlawKind
from miara.contest.queries.closing import Blocker, BlockerCode

__all__ = ["blocker_text", "flaw_text"]


def blocker_text(blocker: Blocker) -> str:
    """What is still open and what to do about it."""
    count = blocker.count
    told = {
        BlockerCode.RESULTS: lambda: _("The results have not been released."),
        BlockerCode.ENTRIES: lambda: ngettext(
            "%(count)s application waits for a formal decision.",
            "%(count)s applications wait for a formal decision.",
            count,
        ),
        BlockerCode.APPEALS: lambda: ngettext(
            "%(count)s appeal is undecided.", "%(count)s appeals are undecided.", count
        ),
        BlockerCode.MARKS: lambda: ngettext(
            "%(count)s assignment is neither submitted nor taken back.",
            "%(count)s assignments are neither submitted nor taken back.",
            count,
        ),
        BlockerCode.VISITS: lambda: ngettext(
            "%(count)s planned visit has no closed protocol.",
            "%(count)s planned visits have no closed protocol.",
            count,
        ),
        BlockerCode.MEETINGS: lambda: ngettext(
            "%(count)s meeting of the jury is not closed.",
            "%(count)s meetings of the jury are not closed.",
            count,
        ),
        BlockerCode.LETTERS: lambda: ngettext(
            "%(count)s letter has not gone out.",
            "%(count)s letters have not gone out.",
            count,
        ),
        BlockerCode.FEEDBACK: lambda: ngettext(
            "%(count)s feedback is ready and not sent.",
            "%(count)s feedbacks are ready and not sent.",
            count,
        ),
        BlockerCode.DOSSIER: lambda: _(
            "The package for the archive has not been made."
        ),
    }[blocker.code]
    return told() % {"count": count} if "%(" in told() else told()


def flaw_text(flaw: Flaw) -> str:
    """What is wrong with a package, and where."""
    sentence = {
        FlawKind.NOT_A_PACKAGE: _(
            "This is no package of an edition: it lacks the description of its layout."
        ),
        FlawKind.MISSING: _("Missing: %(where)s."),
        FlawKind.CHANGED: _("Changed since the package was made: %(where)s."),
        FlawKind.UNLISTED: _("In the package, but not in its list: %(where)s."),
        FlawKind.TWICE: _("Twice in the package: %(where)s."),
        FlawKind.WRONG_SIZE: _(
            "Number or size of files differ from what %(where)s says."
        ),
        FlawKind.CONTENT_DIFFERS: _(
            "The content differs from the hash that was acknowledged: %(where)s."
        ),
        FlawKind.NO_RANKING: _("The ranking cannot be made from %(where)s."),
        FlawKind.RANKING_DIFFERS: _(
            "The ranking made again differs from the one kept at %(where)s."
        ),
    }[flaw.kind]
    return sentence % {"where": flaw.where} if flaw.where else sentence
