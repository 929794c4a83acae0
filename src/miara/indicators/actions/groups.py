"""Own comparison groups."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.cube.register import Level
from miara.indicators.domain.unit_lenses import MOST_IN_GROUP
from miara.indicators.models import PeerGroup


class WrongGroupSize(MiaraError):
    """A group has nobody, or too many."""

    sentence = _("A group has from 1 to %(most)s local governments.")

    def __init__(self, count: int) -> None:
        super().__init__(str(count), most=MOST_IN_GROUP)


@transaction.atomic
def create_group(
    *,
    name: str,
    level: Level,
    unit_uids: Sequence[str],
    by: object | None,
    now: datetime,
) -> PeerGroup:
    """Keep a named group; whoever has its address may use it.

    A group is never changed: an address that somebody cited keeps its meaning.

    Parameters
    ----------
    unit_uids
        Identities of units; repeated ones count once.
    by
        The person signed in, None for anybody.

    Raises
    ------
    WrongGroupSize
        When there is no unit, or more than a hundred.
    """
    uids = list(dict.fromkeys(unit_uids))
    if not 1 <= len(uids) <= MOST_IN_GROUP:
        raise WrongGroupSize(len(uids))
    group = PeerGroup.objects.create(
        token=secrets.token_urlsafe(16),
        name=name,
        level=level.value,
        unit_uids=uids,
        created_at=now,
        created_by=str(getattr(by, "pk", "") or ""),
    )
    audit.record(
        "indicators.group.created",
        by=by,
        at=now,
        target=group,
        after={"level": level.value, "units": len(uids)},
    )
    return group
