"""The base for other contexts."""

from miara.practices.actions.adoptions import (
    adopt,
    declare_adoption,
    declare_aim,
    give_up,
)
from miara.practices.actions.cards import (
    archive_card,
    before_publishing,
    confirm_card,
    create_card,
    lead_here,
    publish_card,
    take_out_of_archive,
    write_card,
)
from miara.practices.actions.contacts import write_contact
from miara.practices.domain.colours import contrast, readable
from miara.practices.domain.content import (
    Award,
    Contact,
    Content,
    Cost,
    Partner,
    Result,
)
from miara.practices.domain.costs import CostKind
from miara.practices.domain.former import canonical as canonical_address
from miara.practices.domain.former import possible as possible_addresses
from miara.practices.domain.texts import PART_CODES, Shortfall, shortfalls
from miara.practices.errors import PracticesError
from miara.practices.models import Adoption, PracticeCard, PracticeLife
from miara.practices.permissions import can_answer_for, can_edit, can_publish
from miara.practices.phrases import PART_NAMES, part_names
from miara.practices.roles import BASE, PracticePermission, PracticeRole

__all__ = [
    "BASE",
    "PART_CODES",
    "PART_NAMES",
    "Adoption",
    "Award",
    "Contact",
    "Content",
    "Cost",
    "CostKind",
    "Partner",
    "PracticeCard",
    "PracticeLife",
    "PracticePermission",
    "PracticeRole",
    "PracticesError",
    "Result",
    "Shortfall",
    "adopt",
    "archive_card",
    "before_publishing",
    "can_answer_for",
    "can_edit",
    "can_publish",
    "canonical_address",
    "confirm_card",
    "contrast",
    "create_card",
    "declare_adoption",
    "declare_aim",
    "give_up",
    "lead_here",
    "part_names",
    "possible_addresses",
    "publish_card",
    "readable",
    "shortfalls",
    "take_out_of_archive",
    "write_card",
    "write_contact",
]
