"""An application comes in whole, once, in time, and is never lost or changed."""

import hashlib
from datetime import timedelta

import pytest
from tests.factories.contest import (
    CLOSES,
    DURING,
    NOW,
    OPENS,
    make_person,
    make_world,
)

from miara.accounts.public import RoleCode, User, grant_role, unit_scope
from miara.contest.actions.entries import PartnerRow, describe_entry, start_entry
from miara.contest.actions.submission import submit_entry, withdraw_entry
from miara.contest.errors import NotAllowedError
from miara.contest.errors.entry import (
    CallClosedError,
    IncompleteError,
    NotEligibleError,
    NotOpenYetError,
    UnsignedError,
    WrongStateError,
)
from miara.contest.models import Entry
from miara.notifications.public import Message
from miara.questionnaires.public import fill

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def world():
    made = make_world()
    set_rules(made.edition, {"signatures": {"signatories": []}})
    return made


def set_rules(edition, rules):
    edition.rules = rules
    edition.save(update_fields=["rules"])


def started(world, **fields):
    return start_entry(
        edition=world.edition,
        unit_code="120617",
        domain=world.edition.domains.get(code="culture"),
        by=world.clerk,
        now=DURING,
        **fields,
    )


def written(world, title="Biblioteka do nocy"):
    entry = started(world)
    write(entry, world, title)
    return entry


def write(entry, world, title):
    values = {"title": title, "goals": "Czytać po pracy."}
    fill(sheet=entry.sheet, values=values, by=world.clerk, now=DURING)


def submit(entry, world, at=DURING):
    return submit_entry(entry=entry, by=world.clerk, received_at=at)


def test_start_proposes_the_group_and_its_cell(world):
    entry = started(world)
    assert entry.group.code == entry.cell.group.code == "rural"
    assert entry.cell.domain.code == "culture"
    assert entry.group_facts["reason"] == "TAKEN"


def test_submission_gives_number_moment_hash_and_letter(world):
    entry = written(world)
    version = submit(entry, world)
    entry.refresh_from_db()
    assert (entry.number, entry.state) == ("2026/001", "SUBMITTED")
    assert entry.title == "Biblioteka do nocy"
    assert version.received_at == entry.submitted_at == DURING
    assert version.sha256 == hashlib.sha256(version.snapshot.encode()).hexdigest()
    [letter] = Message.objects.all()
    assert letter.recipient == world.clerk.email
    assert version.sha256 in letter.text
    assert "2026/001" in letter.subject


def test_numbers_have_no_gaps_when_somebody_fails(world):
    first, broken = written(world), started(world)
    submit(first, world)
    with pytest.raises(IncompleteError) as refusal:
        submit(broken, world)
    assert {problem.field for problem in refusal.value.missing} == {"title", "goals"}
    third = written(world, "Szkoła bez dzwonka")
    submit(third, world)
    third.refresh_from_db()
    assert third.number == "2026/002"


def test_replacement_keeps_number_and_both_versions(world):
    entry = written(world)
    old = submit(entry, world)
    write(entry, world, "Biblioteka do rana")
    new = submit(entry, world, DURING + SECOND)
    entry.refresh_from_db()
    assert (entry.number, entry.latest, new.position) == ("2026/001", new, 2)
    assert entry.title == "Biblioteka do rana"
    assert old.sha256 != new.sha256
    old.refresh_from_db()
    assert "Biblioteka do nocy" in old.snapshot


def test_unfinished_correction_leaves_what_was_submitted(world):
    entry = written(world)
    version = submit(entry, world)
    write(entry, world, "Szkic, jeszcze nie to")
    entry.refresh_from_db()
    assert (entry.latest, entry.title) == (version, "Biblioteka do nocy")


@pytest.mark.parametrize(
    ("moment", "error"),
    [
        (OPENS - SECOND, NotOpenYetError),
        (OPENS, None),
        (CLOSES - SECOND, None),
        (CLOSES, None),
        (CLOSES + SECOND, CallClosedError),
    ],
)
def test_only_the_moment_of_receipt_decides(world, moment, error):
    entry = written(world)
    if error is None:
        assert submit(entry, world, moment).received_at == moment
        return
    with pytest.raises(error):
        submit(entry, world, moment)
    entry.refresh_from_db()
    assert (entry.state, entry.number, entry.versions.count()) == ("DRAFT", "", 0)


def test_own_deadline_lets_one_application_in(world):
    entry = written(world)
    Entry.objects.filter(pk=entry.pk).update(own_deadline=CLOSES + timedelta(days=1))
    assert submit(entry, world, CLOSES + timedelta(hours=23))


def test_limit_of_applications_of_one_unit(world):
    set_rules(
        world.edition,
        {"signatures": {"signatories": []}, "conditions": {"max_per_unit": 1}},
    )
    submit(written(world), world)
    with pytest.raises(NotEligibleError) as refusal:
        submit(written(world, "Drugi"), world)
    assert [f.code for f in refusal.value.findings] == ["LIMIT_PER_UNIT"]


def test_withdrawn_applications_make_room(world):
    set_rules(
        world.edition,
        {"signatures": {"signatories": []}, "conditions": {"max_per_unit": 1}},
    )
    first = written(world)
    submit(first, world)
    withdraw_entry(entry=first, reason="Pomyłka", by=world.clerk, now=DURING)
    assert submit(written(world, "Drugi"), world)
    with pytest.raises(WrongStateError):
        submit(first, world)


def test_missing_signature_is_told_by_name(world):
    set_rules(world.edition, {})
    with pytest.raises(UnsignedError) as refusal:
        submit(written(world), world)
    assert [(n.signatory, n.unit_uid) for n in refusal.value.missing] == [
        ("HEAD", "120617")
    ]


def test_partners_are_part_of_what_is_hashed(world):
    entry = written(world)
    alone = submit(entry, world)
    Entry.objects.filter(pk=entry.pk).update(state="DRAFT")
    describe_entry(
        entry=entry,
        domain=entry.domain,
        entrant_name="",
        union=None,
        partners=[PartnerRow(unit_uid="120611", role="sala")],
        by=world.clerk,
        now=DURING,
    )
    together = submit(entry, world, DURING + SECOND)
    assert alone.sha256 != together.sha256
    assert '"120611"' in together.snapshot


def test_strangers_and_people_of_other_units_do_nothing(world):
    entry = written(world)
    neighbour = make_person("sasiad")
    grant_role(
        user=neighbour,
        role_code=RoleCode.UNIT_EDITOR,
        scope=unit_scope("120611"),
        by=User.objects.get(email="operator@przyklad.pl"),
        now=NOW,
    )
    operator = User.objects.get(email="operator@przyklad.pl")
    for somebody in (neighbour, operator, world.organiser):
        with pytest.raises(NotAllowedError):
            submit_entry(entry=entry, by=somebody, received_at=DURING)
        with pytest.raises(NotAllowedError):
            withdraw_entry(entry=entry, reason="", by=somebody, now=DURING)
    entry.refresh_from_db()
    assert entry.state == "DRAFT"
