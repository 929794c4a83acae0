"""Why these units: the group of a page, with its reasons in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.cube.definitions import Feature, PeerTopic
from miara.cube.formula.graph import names_in
from miara.cube.store import Peers
from miara.indicators.domain.unit_lenses import MOST_IN_GROUP, Lens
from miara.indicators.presenters.unit_links import Choice, unit_url
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.likes import reasons
from miara.indicators.queries.unit_figures import Figures
from miara.indicators.queries.unit_groups import list_year
from miara.units import public as units
from miara.units.public import UnitFacts


@dataclass(frozen=True, slots=True)
class Member:
    """One unit of the group; ``reasons`` say what is alike and what differs."""

    name: str
    where: str
    code: str
    url: str
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class Likes:
    """One list of similar units.

    ``notes`` tell of features older than a change of method.
    """

    title: str
    description: str
    features: str
    year: str
    members: Sequence[Member]
    notes: Sequence[str]


def likes_of(figures: Figures, choice: Choice, language: str) -> list[Likes]:
    """Lists of similar units by topic, the general one first. One query."""
    facts = figures.facts
    found = []
    for topic in sorted(facts.topics, key=lambda code: code != "general"):
        year = list_year(facts.vintage.peer_years(facts.level, topic), choice.year)
        peers = facts.vintage.peers(facts.level, topic, year)
        definition = definitions().topics.get(topic)
        if peers is not None and definition is not None:
            found.append((definition, peers))
    uids = {
        facts.block.units[place]
        for _topic, peers in found
        for place in peers.neighbour[figures.unit]
        if place >= 0
    }
    known = units.units_by_uid(uids)
    return [_likes(figures, listed, known, choice, language) for listed in found]


def members_of(figures: Figures, choice: Choice) -> list[Member]:
    """Units of a group that needs no reasons; empty when they are too "
    "many to list."""
    members = figures.group.members
    if figures.group.wish.lens is Lens.LIKES or members.size > MOST_IN_GROUP:
        return []
    uids = [figures.facts.block.units[place] for place in members if place >= 0]
    known = units.units_by_uid(uids)
    return [_member(known[uid], choice) for uid in uids if uid in known]


def _likes(
    figures: Figures,
    listed: tuple[PeerTopic, Peers],
    known: Mapping[str, UnitFacts],
    choice: Choice,
    language: str,
) -> Likes:
    topic, peers = listed
    features = {feature.code: feature for feature in topic.features}
    used = [features[code] for code in peers.features if code in features]
    columns = [k for k, code in enumerate(peers.features) if code in features]
    differences = np.asarray(peers.difference[figures.unit])[:, columns]
    members = []
    for place, row in zip(
        peers.neighbour[figures.unit].tolist(), differences.tolist(), strict=True
    ):
        unit = known.get(figures.facts.block.units[place]) if place >= 0 else None
        if unit is not None:
            members.append(_member(unit, choice, reasons(used, row, language)))
    return Likes(
        title=topic.title.in_language(language),
        description=topic.description.in_language(language),
        features=", ".join(_small(f.title.in_language(language)) for f in used),
        year=str(peers.year),
        members=members,
        notes=_notes(topic, used, peers, language),
    )


def _notes(
    topic: PeerTopic, used: Sequence[Feature], peers: Peers, language: str
) -> list[str]:
    """Features whose newest numbers are from before a change of method."""
    known = definitions()
    oldest = peers.meta.get("oldest_feature", {})
    notes = []
    for feature in used:
        year = oldest.get(feature.code, peers.year)
        names = names_in(known.features[topic.code, feature.code])
        variables = [v for name in names for v in known.inputs_of(name)]
        broken = [
            item.period.label
            for code in dict.fromkeys(variables)
            for item in known.breaks_of(code)
            if year < item.period.start.year <= peers.year
        ]
        if broken:
            notes.append(
                _(
                    "%(feature)s: numbers of %(year)s, from before the change of "
                    "method in %(change)s."
                )
                % {
                    "feature": feature.title.in_language(language),
                    "year": year,
                    "change": broken[0],
                }
            )
    return notes


def _member(unit: UnitFacts, choice: Choice, why: str = "") -> Member:
    where, path = _place(unit, get_language() or "pl")
    return Member(unit.name, where, unit.code, path + choice.query(), why)


# A page names a hundred and fifty neighbours, most of them on other pages too.
@lru_cache(maxsize=10_000)
def _place(unit: UnitFacts, _language: str) -> tuple[str, str]:
    """Type, place and path of a unit in the active language."""
    return unit.summary, unit_url(unit)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
