"""Single-use, expiring links."""

from datetime import timedelta

import pytest

from miara.accounts.actions.invitations import (
    VALID_FOR,
    accept_invitation,
    digest_of,
    erase_old_invitations,
    invite,
    withdraw_invitation,
)
from miara.accounts.actions.memberships import grant_role, revoke_role
from miara.accounts.errors import (
    AlreadyHoldsError,
    InvitationForAnotherError,
    InvitationInvalidError,
    NotAllowedError,
)
from miara.accounts.models import Invitation
from miara.accounts.models.invitation import KEPT_FOR
from miara.audit.models import Event

from .conftest import NOW, OTHER_UNIT, UNIT

LATER = NOW + timedelta(hours=1)


def send(by, email="jan@gmina.example", role="UNIT_EDITOR", scope=UNIT, now=NOW):
    return invite(
        email=email,
        role_code=role,
        scope=scope,
        scope_name="gmina Zielonki",
        by=by,
        now=now,
    )


def token_of(mail):
    return mail["context"]["address"].rstrip("/").rpartition("/")[2]


def test_link_gives_the_role_once(administrator, make_person, mails):
    send(administrator, email=" Jan@Gmina.example ")
    token = token_of(mails[0])
    jan = make_person("jan")
    membership = accept_invitation(token=token, by=jan, now=LATER)
    assert (membership.user, membership.role, membership.scope) == (
        jan,
        "UNIT_EDITOR",
        UNIT,
    )
    with pytest.raises(InvitationInvalidError):
        accept_invitation(token=token, by=jan, now=LATER)


def test_secret_is_not_stored(administrator, mails):
    row = send(administrator)
    token = token_of(mails[0])
    assert row.token_digest == digest_of(token)
    stored = str(Invitation.objects.values().get()) + str(list(Event.objects.values()))
    assert token not in stored


def test_link_expires(administrator, make_person, mails):
    send(administrator)
    jan, token = make_person("jan"), token_of(mails[0])
    with pytest.raises(InvitationInvalidError):
        accept_invitation(token=token, by=jan, now=NOW + VALID_FOR)
    just_before = NOW + VALID_FOR - timedelta(seconds=1)
    assert accept_invitation(token=token, by=jan, now=just_before)


def test_link_serves_the_invited_address_alone(administrator, make_person, mails):
    send(administrator)
    with pytest.raises(InvitationForAnotherError):
        accept_invitation(token=token_of(mails[0]), by=make_person("piotr"), now=LATER)


def test_withdrawn_link_is_dead(administrator, make_person, mails):
    row = send(administrator)
    withdraw_invitation(invitation=row, by=administrator, now=NOW)
    with pytest.raises(InvitationInvalidError):
        accept_invitation(token=token_of(mails[0]), by=make_person("jan"), now=LATER)
    with pytest.raises(InvitationInvalidError):
        withdraw_invitation(invitation=row, by=administrator, now=NOW)


def test_new_invitation_replaces_the_old_one(administrator, make_person, mails):
    send(administrator)
    send(administrator, now=LATER)
    jan = make_person("jan")
    later = LATER + timedelta(minutes=1)
    with pytest.raises(InvitationInvalidError):
        accept_invitation(token=token_of(mails[0]), by=jan, now=later)
    assert accept_invitation(token=token_of(mails[1]), by=jan, now=later)


def test_link_dies_with_the_right_of_the_sender(administrator, make_person, mails):
    send(administrator)
    second = make_person("basia", role="UNIT_ADMINISTRATOR", scope=UNIT)
    revoke_role(membership=administrator.memberships.get(), by=second, now=LATER)
    with pytest.raises(InvitationInvalidError):
        accept_invitation(token=token_of(mails[0]), by=make_person("jan"), now=LATER)


def test_inviting_needs_the_right(administrator, make_person, mails):
    with pytest.raises(NotAllowedError):
        send(administrator, scope=OTHER_UNIT)
    with pytest.raises(NotAllowedError):
        send(make_person("ewa", role="UNIT_EDITOR", scope=UNIT))
    assert mails == []


def test_holder_is_not_invited_again(administrator, make_person):
    make_person("jan", role="UNIT_EDITOR", scope=UNIT)
    with pytest.raises(AlreadyHoldsError):
        send(administrator)


def test_role_got_meanwhile_leaves_the_invitation_open(
    administrator, make_person, mails
):
    send(administrator)
    jan = make_person("jan")
    grant_role(user=jan, role_code="UNIT_EDITOR", scope=UNIT, by=None, now=NOW)
    with pytest.raises(AlreadyHoldsError):
        accept_invitation(token=token_of(mails[0]), by=jan, now=LATER)
    assert Invitation.objects.open(LATER).count() == 1


def test_invitations_are_deleted_when_their_time_is_over(administrator):
    send(administrator)
    assert erase_old_invitations(now=NOW + KEPT_FOR) == 0
    assert erase_old_invitations(now=NOW + KEPT_FOR + timedelta(seconds=1)) == 1
    assert not Invitation.objects.exists()
