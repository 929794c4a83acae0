"""People of an edition besides its organiser: the formal checker and the jury."""

from datetime import datetime

from miara.accounts.public import User, grant_role
from miara.cli.demo.contest.cast import expert_accounts, unit
from miara.contest.actions.jurors import appoint_juror
from miara.contest.models import Edition
from miara.contest.roles import ContestRole, edition_scope
from miara.sample.public import jurors

__all__ = ["seat_office"]


def seat_office(edition: Edition, *, now: datetime) -> None:
    """Give the checker a role and put five people into the jury."""
    organiser = User.objects.get(email="organizator@example.pl")
    grant_role(
        user=User.objects.get(email="sprawdzajacy@example.pl"),
        role_code=ContestRole.CHECKER,
        scope=edition_scope(edition.uid),
        by=organiser,
        now=now,
    )
    expert_accounts(now=now)
    for place, card in enumerate(jurors()):
        appoint_juror(
            edition=edition,
            full_name=card.full_name,
            email=f"{card.address}@example.pl",
            represents=card.represents,
            unit_uids=[unit(code).uid for code in card.unit_codes],
            is_chair=place == 0,
            by=organiser,
            now=now,
        )
