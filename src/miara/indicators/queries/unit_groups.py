"""The group a page compares with, from the wish of its reader."""

import numpy as np

from miara.indicators.domain import unit_lenses as lenses
from miara.indicators.domain.unit_lenses import Group, Lens, Wish
from miara.indicators.models import PeerGroup
from miara.indicators.queries.unit_level import LevelFacts

GENERAL = "general"
_BY_PLACE = {
    Lens.TYPE: lenses.same_type,
    Lens.COUNTY: lenses.same_county,
    Lens.VOIVODESHIP: lenses.same_voivodeship,
    Lens.COUNTRY: lenses.everyone,
}


def group_for(
    facts: LevelFacts, unit: int, wish: Wish, year: int | None = None
) -> Group | None:
    """Members of the group that was wished for.

    Parameters
    ----------
    unit
        Position of the unit on the block's unit axis.
    year
        Similar units are taken from the list frozen for that year, else from the
        newest older one, else from the oldest; default the newest.

    Returns
    -------
    Group | None
        None for an own group that does not exist. A group may be empty. Queries: one
        for an own group, else none.
    """
    if wish.lens is Lens.OWN:
        return _own(facts, unit, wish)
    if wish.lens is Lens.LIKES:
        return _likes(facts, unit, wish, year)
    members = _BY_PLACE[wish.lens](facts.places, unit)
    return Group(wish, members, None, len(members))


def offered(facts: LevelFacts, unit: int) -> tuple[Lens, ...]:
    """Lenses that give this unit anybody to compare with."""
    return tuple(
        lens
        for lens in lenses.lenses_at(facts.level)
        if (group := group_for(facts, unit, Wish(lens))) is not None and group.size
    )


def own_group(token: str) -> PeerGroup | None:
    """A group somebody chose, by the secret of its address."""
    return PeerGroup.objects.filter(token=token).first()


def _likes(facts: LevelFacts, unit: int, wish: Wish, year: int | None) -> Group:
    lists, lonely, size = [], False, 0
    for topic in facts.topics:
        frozen = facts.vintage.peer_years(facts.level, topic)
        peers = facts.vintage.peers(facts.level, topic, list_year(frozen, year))
        assert peers is not None  # the topic is one of those the vintage has
        here = np.asarray(peers.neighbour[unit])
        lists.append(here)
        if topic == GENERAL or not size:
            size = int(np.count_nonzero(here >= 0))
            lonely = bool(peers.lonely[unit])
    width = max((len(row) for row in lists), default=0)
    members = np.full((len(lists), width), -1, dtype=np.int64)
    for row, found in enumerate(lists):
        members[row, : len(found)] = found
    return Group(wish, members, facts.topic, size, lonely)


def list_year(frozen: tuple[int, ...], year: int | None) -> int:
    """Year of the list that a page of ``year`` uses; see :func:`group_for`."""
    if year is None:
        return frozen[-1]
    older = [found for found in frozen if found <= year]
    return older[-1] if older else frozen[0]


def _own(facts: LevelFacts, unit: int, wish: Wish) -> Group | None:
    row = own_group(wish.token)
    if row is None:
        return None
    at = facts.block.index_of_unit
    found = [at[uid] for uid in row.unit_uids if uid in at and at[uid] != unit]
    members = np.array(found, dtype=np.int64)
    return Group(wish, members, None, len(members), name=row.name)
