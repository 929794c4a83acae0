"""Who holds what: lists for the pages of people."""

from datetime import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Case, QuerySet, Value, When

from miara.accounts.domain.roles import RoleCode
from miara.accounts.domain.scopes import Scope, ScopeKind
from miara.accounts.models import AdministratorRequest, Invitation, Membership, User

__all__ = [
    "open_invitations",
    "people_of",
    "personal_data_of",
    "requests_for_operator",
    "roles_of",
    "units_without_administrator",
]


def people_of(scope: Scope, *, now: datetime) -> QuerySet[Membership]:
    """Memberships that hold over a scope, with their people, oldest first."""
    return (
        Membership.objects.in_scope(scope)
        .current(now)
        .select_related("user", "granted_by")
        .order_by("user__full_name", "user__email", "pk")
    )


def roles_of(user: User, *, now: datetime) -> QuerySet[Membership]:
    """Memberships that a person holds, oldest first."""
    return Membership.objects.filter(user=user).current(now).order_by("since", "pk")


def open_invitations(scope: Scope, *, now: datetime) -> QuerySet[Invitation]:
    """Invitations over a scope whose links still work, newest first."""
    return (
        Invitation.objects.open(now)
        .filter(scope_kind=scope.kind, scope_id=scope.id)
        .select_related("invited_by")
        .order_by("-invited_at", "-pk")
    )


def requests_for_operator() -> QuerySet[AdministratorRequest]:
    """Requests: the waiting ones first, longest waiting at the top."""
    state = AdministratorRequest.State
    return (
        AdministratorRequest.objects.exclude(state=state.WITHDRAWN)
        .select_related("user", "decided_by")
        .annotate(
            is_waiting=Case(When(state=state.WAITING, then=Value(1)), default=Value(0))
        )
        .order_by("-is_waiting", "asked_at", "pk")
    )


def units_without_administrator(*, now: datetime) -> list[str]:
    """Uids of units that have people here but no administrator any more."""
    rows = Membership.objects.filter(scope_kind=ScopeKind.UNIT)
    known = set(rows.values_list("scope_id", flat=True))
    served = set(
        rows.current(now)
        .filter(role=RoleCode.UNIT_ADMINISTRATOR)
        .values_list("scope_id", flat=True)
    )
    return sorted(known - served)


def personal_data_of(user: User) -> dict[str, Any]:
    """Everything kept about a person, as plain JSON values.

    Secrets (digest of the password, keys of the second factor) are named, not shown.
    """
    return {
        "account": {
            "email": user.email,
            "full_name": user.full_name,
            "language": user.language,
            "joined_at": user.joined_at.isoformat(),
            "last_login": user.last_login.isoformat() if user.last_login else None,
            "is_operator": user.is_staff,
        },
        "second_factor": sorted(
            Authenticator.objects.filter(user=user).values_list("type", flat=True)
        ),
        "login_through": [
            {"provider": account.provider, "uid": account.uid}
            for account in SocialAccount.objects.filter(user=user).order_by("pk")
        ],
        "roles": [
            {
                "role": row.role,
                "scope": str(row.scope),
                "since": row.since.isoformat(),
                "until": row.until.isoformat() if row.until else None,
            }
            for row in Membership.objects.filter(user=user).order_by("since", "pk")
        ],
        "requests": [
            {
                "unit": row.unit_uid,
                "post": row.post,
                "state": row.state,
                "asked_at": row.asked_at.isoformat(),
                "decided_at": row.decided_at.isoformat() if row.decided_at else None,
                "reason": row.reason,
                "document_sha256": row.document_sha256,
            }
            for row in user.administrator_requests.order_by("asked_at", "pk")
        ],
        "invitations": [
            {
                "role": row.role,
                "scope": f"{row.scope}",
                "invited_at": row.invited_at.isoformat(),
                "accepted_at": row.accepted_at.isoformat() if row.accepted_at else None,
            }
            for row in Invitation.objects.filter(email=user.email).order_by("pk")
        ],
    }
