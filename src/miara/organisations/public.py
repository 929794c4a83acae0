"""Organisations for other contexts."""

from miara.organisations.actions import (
    add_member,
    create_organisation,
    end_member,
    update_organisation,
)
from miara.organisations.actions.directory import (
    FACTS,
    Change,
    DirectoryReport,
    apply_import,
    clear_bounce,
    correct_head,
    import_directory,
    mark_bounced,
    prepare_import,
)
from miara.organisations.domain.directory_table import BrokenRow, Fault
from miara.organisations.errors import OrganisationsError
from miara.organisations.models import DirectoryImport, Organisation, UnitHead
from miara.organisations.queries import (
    OrganisationFacts,
    get_organisation,
    has_kind,
    members_of,
    organisations,
    organisations_of,
)
from miara.organisations.queries.directory import (
    DirectoryLine,
    HeadFacts,
    directory_lines,
    head_history,
    head_of,
    heads_of,
    waiting_import,
)
from miara.organisations.queries.memberships import (
    MembershipLine,
    membership_lines,
    organisations_with_counts,
)

__all__ = [
    "FACTS",
    "BrokenRow",
    "Change",
    "DirectoryImport",
    "DirectoryLine",
    "DirectoryReport",
    "Fault",
    "HeadFacts",
    "MembershipLine",
    "Organisation",
    "OrganisationFacts",
    "OrganisationsError",
    "UnitHead",
    "add_member",
    "apply_import",
    "clear_bounce",
    "correct_head",
    "create_organisation",
    "directory_lines",
    "end_member",
    "get_organisation",
    "has_kind",
    "head_history",
    "head_of",
    "heads_of",
    "import_directory",
    "mark_bounced",
    "members_of",
    "membership_lines",
    "organisations",
    "organisations_of",
    "organisations_with_counts",
    "prepare_import",
    "update_organisation",
    "waiting_import",
]
