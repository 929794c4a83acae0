"""Events of experts, conflicts, plans and marks as sentences."""

from django.utils.translation import gettext as _

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of the assessment."""
    for kind in _sentences():
        audit.presenter(kind)(_sentence)


def _sentence(event: audit.Event) -> str:
    return _sentences()[event.kind]


def _sentences() -> dict[str, str]:
    """Never with names of units, points or titles: the trail is read widely."""
    return {
        "contest.expert_invited": _("An expert was invited."),
        "contest.expert_described": _("Data of an expert were corrected."),
        "contest.expert_accepted": _(
            "An expert accepted the invitation and declared confidentiality."
        ),
        "contest.expert_declined": _("An expert declined the invitation."),
        "contest.expert_left": _("The work of an expert ended."),
        "contest.conflicts_found": _("Conflicts of interest were looked for anew."),
        "contest.conflict_decided": _("A conflict of interest was decided about."),
        "contest.conflict_entered": _("A conflict of interest was entered."),
        "contest.pair_wished": _(
            "A wish about an expert and an application was entered or taken back."
        ),
        "contest.plan_made": _("A plan of assignments was made."),
        "contest.plan_adopted": _("A plan of assignments was adopted."),
        "contest.impartiality_declared": _("An expert declared about impartiality."),
        "contest.assignment_declined": _(
            "An assignment ended because of a conflict of interest."
        ),
        "contest.expert_called": _(
            "A further expert was asked to mark an application."
        ),
        "contest.spare_missing": _(
            "Nobody was free to take an application over from an expert."
        ),
        "contest.consensus_written": _("A consensus note was written."),
        "contest.marks_submitted": _("Marks were submitted."),
        "contest.marks_taken_back": _("Marks were opened for changes again."),
        "contest.cell_closed": _("Marks of a group and domain were closed."),
    }
