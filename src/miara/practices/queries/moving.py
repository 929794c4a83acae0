"""What an archive is compared with: the register, names of codes, cards there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import override

from miara.catalogue import public as catalogue
from miara.practices.domain.migration.likeness import LikenessIndex
from miara.practices.domain.migration.mapping import Vocabulary, known_words
from miara.practices.domain.migration.places import Candidate
from miara.practices.domain.migration.table import plain
from miara.practices.domain.sections import sections
from miara.practices.models import FormerAddress, PracticeCard
from miara.units import public as units

__all__ = [
    "KnownCard",
    "RegisterOfUnits",
    "addresses_of_others",
    "base_index",
    "known_cards",
    "titles_of",
    "vocabulary",
]

_GROUPS = {
    units.Kind.CITY: "TOWN",
    units.Kind.URBAN: "TOWN",
    units.Kind.URBAN_RURAL: "MIXED",
    units.Kind.RURAL: "VILLAGE",
    units.Kind.COUNTY: "COUNTY",
    units.Kind.VOIVODESHIP: "REGION",
}
#: SQLite takes a limited number of values in one statement.
_BATCH = 500


class RegisterOfUnits:
    """The register as the reader of rows asks it; answers are remembered."""

    def __init__(self) -> None:
        self._by_code = lru_cache(maxsize=8192)(_unit_by_code)
        self._named = lru_cache(maxsize=8192)(_units_named)

    def by_code(self, code: str) -> Candidate | None:
        """The unit that holds a code."""
        return self._by_code(code)

    def named(self, text: str) -> Sequence[Candidate]:
        """Units that a name may mean, best first."""
        return self._named(text)


def _unit_by_code(code: str) -> Candidate | None:
    found = units.unit_by_code(code)
    return None if found is None else _candidate(found)


def _units_named(text: str) -> tuple[Candidate, ...]:
    found = units.search(text, limit=40)
    return tuple(
        _candidate(match.unit, is_former=match.former_name is not None)
        for match in found
    )


def _candidate(unit: units.UnitFacts, *, is_former: bool = False) -> Candidate:
    with override(settings.LANGUAGE_CODE):
        full_name = unit.full_name
    return Candidate(
        uid=unit.uid,
        code=unit.code,
        name=unit.name,
        full_name=full_name,
        group=_GROUPS[unit.kind],
        county=unit.county.name if unit.county else "",
        voivodeship=unit.voivodeship.name if unit.voivodeship else "",
        is_former=is_former,
    )


def vocabulary() -> Vocabulary:
    """Sections and domains by codes, names in both languages and other known names."""
    known = known_words().values
    section: dict[str, str] = {}
    for row in sections():
        for name in (row.code, *(name for _language, name in row.names)):
            section[plain(name)] = row.code
    domain: dict[str, str] = {}
    for each in catalogue.domains():
        for name in (each.code, each.name.pl, each.name.en, each.slug.pl, each.slug.en):
            domain[plain(name)] = each.code
    for found, others in ((section, known["section"]), (domain, known["domain"])):
        for code, names in others.items():
            for name in names:
                found.setdefault(plain(name), code)
    return Vocabulary(section, domain)


@dataclass(frozen=True, slots=True)
class KnownCard:
    """A card that was moved here before, and what it was written from."""

    number: int
    digest: str
    is_live: bool
    is_edited_since: bool
    is_archived: bool


def known_cards(keys: Iterable[str]) -> dict[str, KnownCard]:
    """Cards by the identity that they had in their earlier base."""
    wanted = list(dict.fromkeys(keys))
    found: dict[str, KnownCard] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = PracticeCard.objects.filter(
            origin=PracticeCard.Origin.MIGRATED,
            origin_key__in=wanted[start : start + _BATCH],
        ).select_related("moved", "life")
        for card in rows:
            moved = getattr(card, "moved", None)
            found[card.origin_key] = KnownCard(
                number=card.pk,
                digest=moved.digest if moved else "",
                is_live=card.live,
                is_edited_since=moved is None
                or moved.revision != card.latest_revision_id,
                is_archived=card.life.archived_on is not None,
            )
    return found


def base_index() -> LikenessIndex[int]:
    """Every description of the base, drafts too, for finding duplicates."""
    index = LikenessIndex[int]()
    rows = PracticeCard.objects.values_list(
        "pk", "unit_uid", "lead_name", "title", "summary"
    )
    for number, uid, lead_name, title, summary in rows.iterator():
        index.add(number, uid or plain(lead_name), title, summary)
    return index


def titles_of(numbers: Iterable[int]) -> dict[int, str]:
    """Titles of cards, for people."""
    found: dict[int, str] = {}
    wanted = list(dict.fromkeys(numbers))
    for start in range(0, len(wanted), _BATCH):
        rows = PracticeCard.objects.filter(pk__in=wanted[start : start + _BATCH])
        found |= dict(rows.values_list("pk", "title"))
    return found


def addresses_of_others(addresses: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Former addresses that lead somewhere already: number and title of the card."""
    wanted = list(dict.fromkeys(addresses))
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(wanted), _BATCH):
        rows = FormerAddress.objects.filter(
            address__in=wanted[start : start + _BATCH]
        ).values_list("address", "card_id", "card__title")
        found |= {address: (number, title) for address, number, title in rows}
    return found
