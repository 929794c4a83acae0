"""Names of standards and their groups, of gaps and fields, in words of our own."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from miara.risks.domain.register import Gap
from miara.risks.domain.standards import Group

__all__ = ["FIELD_NAMES", "FLAWS", "GAPS", "GROUPS", "STANDARD_NAMES"]

GROUPS: Final[dict[Group, Promise]] = {
    Group.ENVIRONMENT: _("A. Internal environment"),
    Group.GOALS_AND_RISKS: _("B. Goals and risk management"),
    Group.MECHANISMS: _("C. Control mechanisms"),
    Group.INFORMATION: _("D. Information and communication"),
    Group.MONITORING: _("E. Monitoring and evaluation"),
}

STANDARD_NAMES: Final[dict[str, Promise]] = {
    "ethics": _("Ethical values are known and kept"),
    "competence": _("People are competent for what they do"),
    "structure": _("The structure and duties are written and current"),
    "delegation": _("Powers are delegated clearly and in writing"),
    "mission": _("The mission is known"),
    "goals": _("Goals and tasks are set, watched and assessed"),
    "identification": _("Risks are found at least once a year"),
    "analysis": _("Risks are analysed and their acceptable level is set"),
    "reaction": _("For each significant risk a reaction is chosen"),
    "documenting": _("The system of control is documented"),
    "supervision": _("Superiors supervise the work"),
    "continuity": _("Work goes on in any conditions"),
    "resources": _("Resources are protected"),
    "finance": _("Financial operations have detailed controls"),
    "systems": _("Computer systems have controls"),
    "current": _("People get the information they need in time"),
    "internal": _("Information flows inside the unit"),
    "external": _("Information is exchanged with the outside"),
    "monitoring": _("The system of control is watched"),
    "self_assessment": _("The unit assesses itself at least once a year"),
    "audit": _("Internal audit gives an independent view"),
    "assurance": _("The head gets assurance on the state of control"),
}

GAPS: Final[dict[Gap, Promise]] = {
    Gap.OWNER: _("Nobody owns it."),
    Gap.LINK: _("It is bound to no goal, project, task or indicator."),
    Gap.ACTION: _("An action is needed and none is planned."),
    Gap.DEADLINE: _("The action has no deadline."),
    Gap.ACTION_OVERDUE: _("The deadline of the action has passed."),
    Gap.REVIEW_DATE: _("No next review is set."),
    Gap.REVIEW_OVERDUE: _("The review is overdue."),
}

FLAWS: Final[dict[str, Promise]] = {
    "steps": _("A scale has from two to seven steps."),
    "name": _("Every step and band needs a name of its own."),
    "bands": _("Write at least one band."),
    "order": _("The ends of bands must grow."),
    "end": _("The last band must end at the greatest level: %(greatest)s."),
    "appetite": _("The appetite lies between 0 and the greatest level: %(greatest)s."),
}

FIELD_NAMES: Final[dict[str, Promise]] = {
    "name": _("what may happen"),
    "category": _("category"),
    "cause": _("cause"),
    "effect": pgettext_lazy("risk", "effect"),
    "controls": _("what is done against it now"),
    "inherent_impact": _("impact before controls"),
    "inherent_likelihood": _("likelihood before controls"),
    "impact": _("impact with controls"),
    "likelihood": _("likelihood with controls"),
    "reaction": _("reaction"),
    "action": _("planned action"),
    "action_by": _("deadline of the action"),
    "owner": _("owner"),
    "review_on": _("next review"),
    "goals": _("goals"),
    "instruments": _("programmes and projects"),
    "tasks": _("budget tasks"),
    "indicators": _("local indicators"),
    "appetite": _("greatest level that needs no action"),
    "bands": _("bands of levels"),
    "text": _("text"),
}
