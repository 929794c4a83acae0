"""Invitation, answer, role, conflicts found at once."""

import pytest
from tests.factories.assessment import make_accepted, make_expert
from tests.factories.contest import DURING, make_person, make_world

from miara.accounts.public import Membership
from miara.contest.actions.experts import (
    ExpertFacts,
    accept_invitation,
    decline_invitation,
    describe_expert,
    expert_of_token,
    invite_expert,
    leave,
    token_of,
)
from miara.contest.errors import NotAllowedError
from miara.contest.errors.assessment import (
    AnotherPersonError,
    ExpertAnsweredError,
    ExpertTakenError,
)
from miara.contest.models import Conflict
from miara.contest.roles import ContestRole
from miara.notifications.public import Message

pytestmark = pytest.mark.django_db
FACTS = ExpertFacts("Anna Lis", "Anna@przyklad.pl", domains={"culture": 3})


@pytest.fixture
def world():
    return make_world()


def invited(world, facts=FACTS):
    return invite_expert(
        edition=world.edition, facts=facts, by=world.organiser, now=DURING
    )


def has_role(user):
    held = Membership.objects.current(DURING)
    return held.filter(user=user, role=ContestRole.EXPERT).exists()


def test_an_invitation_is_mailed_and_its_link_leads_to_the_expert(world):
    expert = invited(world)
    letter = Message.objects.get(kind="contest.expert_invited")
    assert letter.recipient == "anna@przyklad.pl"
    assert token_of(expert) in letter.text
    assert expert_of_token(token_of(expert)) == expert
    assert expert_of_token("zmyślony") is None
    assert expert.fits.get().domain.code == "culture"


def test_only_the_invited_address_accepts_and_gets_the_role_once(world):
    expert = invited(world)
    with pytest.raises(AnotherPersonError):
        accept_invitation(expert=expert, by=make_person("ewa"), now=DURING)
    anna = make_person("anna")
    accepted = accept_invitation(expert=expert, by=anna, now=DURING)
    assert accepted.confidential_at == DURING
    assert has_role(anna)
    with pytest.raises(ExpertAnsweredError):
        decline_invitation(expert=expert, now=DURING)


def test_leaving_ends_the_role(world):
    expert = make_expert(world, "anna")
    leave(expert=expert, by=world.organiser, now=DURING)
    assert not has_role(expert.user)


def test_the_same_address_is_invited_once_and_strangers_do_not_invite(world):
    invited(world)
    with pytest.raises(ExpertTakenError):
        invited(world)
    with pytest.raises(NotAllowedError):
        invite_expert(edition=world.edition, facts=FACTS, by=world.clerk, now=DURING)


def test_conflicts_follow_the_data_of_the_expert(world):
    entry = make_accepted(world)
    expert = invited(
        world, ExpertFacts("Anna Lis", "anna@przyklad.pl", home_uid="120617")
    )
    found = Conflict.objects.get(expert=expert, entry=entry)
    assert (found.kind, found.state) == ("OWN_UNIT", "SUSPECTED")
    facts = ExpertFacts("Anna Lis", "anna@przyklad.pl", home_uid="146501")
    describe_expert(expert=expert, facts=facts, by=world.organiser, now=DURING)
    assert not Conflict.objects.exists()
