"""The cycle for other contexts: rights over plans, years, hands, what waits.

Pages of plans extend ``plans/base.html`` and get its values from `Door.page`.
"""

from miara.cycle.actions.saving import apply_values
from miara.cycle.actions.terms import change_term, drop_term
from miara.cycle.actions.years import change_settings, open_year, require_open
from miara.cycle.domain.calendars import Calendar, calendar, calendars
from miara.cycle.domain.changes import differences, plain
from miara.cycle.doors import Door, door
from miara.cycle.errors import (
    ChangedMeanwhileError,
    NotAllowedError,
    OwnApprovalError,
    PlansError,
    ReasonMissingError,
    YearClosedError,
)
from miara.cycle.forms.shared import AmountField, PlanForm, ReasonForm
from miara.cycle.hands import can_approve, is_one_hand
from miara.cycle.models import Absence, CycleSettings, PlanYear, Term
from miara.cycle.permissions import (
    can_act_for,
    can_keep_budget,
    can_plan,
    can_read_plans,
    posts_acted_for,
)
from miara.cycle.presenters.frame import (
    UNIT,
    frame_of,
    register_plan_link,
    unit_of_address,
)
from miara.cycle.presenters.tables import Cell, Column, Row, Table
from miara.cycle.presenters.trail import changed_fields
from miara.cycle.queries.years import (
    acting_posts,
    is_open,
    open_terms,
    settings_of,
    terms_of,
    year_of,
    years_of,
)
from miara.cycle.roles import PlanPermission, PlanRole
from miara.cycle.waiting import Waiting, register_waiting, waiting_for

__all__ = [
    "UNIT",
    "Absence",
    "AmountField",
    "Calendar",
    "Cell",
    "ChangedMeanwhileError",
    "Column",
    "CycleSettings",
    "Door",
    "NotAllowedError",
    "OwnApprovalError",
    "PlanForm",
    "PlanPermission",
    "PlanRole",
    "PlanYear",
    "PlansError",
    "ReasonForm",
    "ReasonMissingError",
    "Row",
    "Table",
    "Term",
    "Waiting",
    "YearClosedError",
    "acting_posts",
    "apply_values",
    "calendar",
    "calendars",
    "can_act_for",
    "can_approve",
    "can_keep_budget",
    "can_plan",
    "can_read_plans",
    "change_settings",
    "change_term",
    "changed_fields",
    "differences",
    "door",
    "drop_term",
    "frame_of",
    "is_one_hand",
    "is_open",
    "open_terms",
    "open_year",
    "plain",
    "posts_acted_for",
    "register_plan_link",
    "register_waiting",
    "require_open",
    "settings_of",
    "terms_of",
    "unit_of_address",
    "waiting_for",
    "year_of",
    "years_of",
]
