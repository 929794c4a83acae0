"""Roles that this context adds, and what each allows."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from miara.accounts import public as accounts

__all__ = [
    "EDITION",
    "ENTRY",
    "ContestPermission",
    "ContestRole",
    "edition_scope",
    "entry_scope",
    "register",
]

#: Kinds of scope; the id is the ``uid`` of the row.
EDITION = "EDITION"
ENTRY = "ENTRY"


class ContestPermission(StrEnum):
    """One thing a person may be allowed to do in an edition or with an entry."""

    ORGANISE = "contest.organise"
    CHECK = "contest.check"
    ASSESS = "contest.assess"
    JUDGE = "contest.judge"
    PRESIDE = "contest.preside"
    READ_ENTRY = "contest.read_entry"
    WRITE_ENTRY = "contest.write_entry"
    SIGN_ENTRY = "contest.sign_entry"


class ContestRole(StrEnum):
    """Stored codes of the roles."""

    ORGANISER = "EDITION_ORGANISER"
    CHECKER = "EDITION_CHECKER"
    EXPERT = "EDITION_EXPERT"
    JUROR = "EDITION_JUROR"
    CHAIR = "EDITION_CHAIR"
    AUTHOR = "ENTRY_AUTHOR"
    SIGNATORY = "ENTRY_SIGNATORY"
    READER = "ENTRY_READER"


def edition_scope(uid: str) -> accounts.Scope:
    """The scope of one edition."""
    return accounts.Scope(EDITION, uid)


def entry_scope(uid: str) -> accounts.Scope:
    """The scope of one entry."""
    return accounts.Scope(ENTRY, uid)


def register() -> None:
    """Make the roles known; called once at start."""
    may = ContestPermission
    people = frozenset(
        {ContestRole.CHECKER, ContestRole.EXPERT, ContestRole.JUROR, ContestRole.CHAIR}
    )
    for code, scope, permissions, grants in (
        (
            ContestRole.ORGANISER,
            EDITION,
            {may.ORGANISE, may.CHECK},
            people | {ContestRole.ORGANISER},
        ),
        (ContestRole.CHECKER, EDITION, {may.CHECK}, frozenset()),
        (ContestRole.EXPERT, EDITION, {may.ASSESS}, frozenset()),
        (ContestRole.JUROR, EDITION, {may.JUDGE}, frozenset()),
        (ContestRole.CHAIR, EDITION, {may.JUDGE, may.PRESIDE}, frozenset()),
        (
            ContestRole.AUTHOR,
            ENTRY,
            {may.READ_ENTRY, may.WRITE_ENTRY},
            frozenset({ContestRole.AUTHOR, ContestRole.SIGNATORY, ContestRole.READER}),
        ),
        (
            ContestRole.SIGNATORY,
            ENTRY,
            {may.READ_ENTRY, may.SIGN_ENTRY},
            frozenset(),
        ),
        (ContestRole.READER, ENTRY, {may.READ_ENTRY}, frozenset()),
    ):
        accounts.register_role(
            accounts.Role(code, scope, frozenset(permissions), grants=frozenset(grants))
        )
    for code, name, description in _WORDS:
        accounts.describe_role(code, name=name, description=description)


_WORDS = (
    (
        ContestRole.ORGANISER,
        _("organiser of the edition"),
        _("Prepares the edition, leads it and sees to experts and the jury."),
    ),
    (
        ContestRole.CHECKER,
        _("formal checker"),
        _("Checks whether applications are complete and may take part."),
    ),
    (
        ContestRole.EXPERT,
        _("expert"),
        _("Reads and marks the applications entrusted to them."),
    ),
    (
        ContestRole.JUROR,
        _("member of the jury"),
        _("Sees marks and papers, takes part in decisions."),
    ),
    (
        ContestRole.CHAIR,
        _("chair of the jury"),
        _("Leads the jury and releases the results."),
    ),
    (
        ContestRole.AUTHOR,
        _("author of the application"),
        _("Writes the application with others and submits it."),
    ),
    (
        ContestRole.SIGNATORY,
        _("signatory of the application"),
        _("Reads the application and signs it."),
    ),
    (
        ContestRole.READER,
        _("reader of the application"),
        _("Reads the application, changes nothing."),
    ),
)
