"""Who gets what: every address of the contest for every role.

An address without a row fails. What the office of a real edition would be ashamed of is
here: drafts seen by others, marks seen too early, the operator of the site reading.
"""

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from tests.factories.contest import AFTER
from tests.factories.contest_addresses import addresses, urls_of
from tests.factories.contest_cast import ROLES, make_cast

pytestmark = pytest.mark.django_db

Statuses = tuple[int, ...]


def only(
    *roles: str, got: int = 200, others: int = 403, stranger: int = 302
) -> Statuses:
    """A page for some: what they get, what other people get, and what a stranger."""
    assert set(roles) <= set(ROLES)
    return tuple(
        stranger if role == "anonymous" else got if role in roles else others
        for role in ROLES
    )


EVERYBODY: Statuses = (200,) * len(ROLES)
NOBODY: Statuses = (404,) * len(ROLES)
POST_ONLY: Statuses = (405,) * len(ROLES)
LOGGED_IN = only(*ROLES[1:])
ORGANISER = only("organiser")
OFFICE = only("checker", "organiser")
APPLICANTS = only("author", "head", others=404)
EXPERT = only("expert", others=404)
JURY = only("juror", "chair")

MATRIX: list[tuple[Statuses, str]] = [
    # The public side, the same for all.
    (
        EVERYBODY,
        """archive archive-units archive-file archive-units-file contests edition rules
        questions calendar public-entries public-entry receipt-check diploma-form""",
    ),
    # Pages of results are there before the results, and say that they will come.
    (EVERYBODY, "finalists results press"),
    (NOBODY, "results-csv results-json press-sealed press-open"),
    (NOBODY, "diploma-check diploma-file"),
    # Unknown editions of the archive, documents, and links that do not work.
    (NOBODY, "archive-edition archive-edition-file document logo"),
    (NOBODY, "expert-invitation partner-confirm"),
    # Whoever leads an edition.
    (
        ORGANISER,
        """contest-new edition-new extension setup setup-call setup-grant setup-form
        setup-protocol setup-rules setup-rows setup-row-new setup-row texts text
        text-preview
        invitations questions-desk questions-desk-answer groups group-change
        application-deadline application-disqualify experts expert-new
        expert-import expert conflicts plans plan plan-file progress progress-entry
        visits jurors office-people closing held readings feedback cards""",
    ),
    (only("organiser", others=404), "text-approval"),
    (
        only("organiser", got=405),
        """expert-leave conflict-decide plan-new plan-improve plan-pairs plan-wishes
        plan-adopt progress-close""",
    ),
    (POST_ONLY, "application-card card-ask"),
    # There is none in this edition, which only those may learn who lead it.
    (
        only("organiser", got=404),
        "application-appeal diploma-office closing-job closing-package feedback-edit",
    ),
    # The formal check.
    (
        OFFICE,
        """office applications application application-paper-new application-paper
        application-copy application-version application-pdf""",
    ),
    (
        only("checker", "organiser", got=404),
        "application-signature application-signature-file application-file",
    ),
    # Experts: their own desk, and an application only when it is theirs to read. The
    # one with a conflict is as far from it as anybody else.
    (LOGGED_IN, "desk"),
    (EXPERT, "assessment declaration"),
    (only(got=404, others=404), "reading-file"),
    (only(got=405, others=405), "take-back consensus"),
    (POST_ONLY, "save-mark"),
    # Marks of all are for those who decide.
    (only("juror", "chair", "organiser"), "ranking ranking-file"),
    # The team of a visit and the office; the jury meets without the office.
    (
        tuple(
            403 if role == "chair" else status
            for role, status in zip(
                ROLES, only("juror", "organiser", others=404), strict=True
            )
        ),
        "visit visit-file",
    ),
    (JURY, "jury jury-paper jury-paper-file jury-meeting release"),
    (only("juror", "chair", got=404), "jury-minutes"),
    (POST_ONLY, "publish release-withdraw release-press release-diplomas held-person"),
    (only("chair", "organiser"), "diplomas"),
    (only("chair", "organiser", got=404), "diploma-job"),
    # Applicants: a unit's editors start; only their own people see what they write.
    (LOGGED_IN, "entries"),
    (only("other", "author"), "entry-new"),
    (
        APPLICANTS,
        """entry entry-describe entry-history entry-people entry-signatures entry-sign
        entry-submit entry-withdraw entry-supplement entry-appeal entry-copy entry-receipt
        entry-version""",
    ),
    (only("author", "head", got=405, others=404), "partner-ask"),
    (only("author", "head", got=405, others=404), "entry-signature-remove"),
    (only(got=404, others=404), "entry-feedback entry-signed-file entry-card"),
    # Personal data of whoever has some in a contest.
    (
        only(*(set(ROLES) - {"anonymous", "other", "operator"}), others=302),
        "own-data",
    ),
]


def test_every_address_has_one_row():
    rows = [name for _statuses, names in MATRIX for name in names.split()]
    known = {name for name, _arguments in addresses(get_resolver())}
    assert set(rows) ^ known == set()
    assert len(rows) == len(set(rows))


def test_each_role_gets_what_the_matrix_says(monkeypatch, settings):
    settings.MIARA_OPERATOR_SECOND_FACTOR = False
    cast = make_cast()
    monkeypatch.setattr(timezone, "now", lambda: AFTER)
    urls = urls_of(cast)
    got: dict[str, list[int]] = {name: [] for name in urls}
    for role in ROLES:
        client = Client(raise_request_exception=False)
        if (user := cast.people[role]) is not None:
            client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        for name, url in urls.items():
            got[name].append(client.get(url).status_code)
    wrong = {
        name: {
            role: (status, wanted)
            for role, status, wanted in zip(ROLES, got[name], statuses, strict=True)
            if status != wanted
        }
        for statuses, names in MATRIX
        for name in names.split()
        if name in got and got[name] != list(statuses)
    }
    assert wrong == {}
