"""What applying a pack would make: told before anything is made."""

from __future__ import annotations

from datetime import date
from typing import Final

from miara.budget import public as budget
from miara.catalogue import public as catalogue
from miara.cycle import public as cycle
from miara.organisations import public as organisations
from miara.risks import public as risks
from miara.rollout.domain.packs import Pack, parts
from miara.rollout.domain.sheets import plain
from miara.rollout.models import MethodDocument, Rollout
from miara.strategy import public as strategy
from miara.units.public import UnitFacts

__all__ = ["existing_posts", "planned", "services_for", "title_of_post"]

#: How the head is called, by kind of unit; nominative, genitive, dative.
HEADS: Final = {
    "RURAL": ("Wójt", "Wójta", "Wójtowi"),
    "URBAN_RURAL": ("Burmistrz", "Burmistrza", "Burmistrzowi"),
    "URBAN": ("Burmistrz", "Burmistrza", "Burmistrzowi"),
    "CITY": ("Prezydent Miasta", "Prezydenta Miasta", "Prezydentowi Miasta"),
    "COUNTY": ("Starosta", "Starosty", "Staroście"),
    "VOIVODESHIP": (
        "Marszałek Województwa",
        "Marszałka Województwa",
        "Marszałkowi Województwa",
    ),
}


def title_of_post(unit: UnitFacts, code: str) -> str:
    """Title of a post of a pack in a unit, in Polish as all that units write."""
    if code == "head":
        return HEADS[unit.kind.name][0]
    return next(each.title.pl for each in parts().posts if each.code == code)


def existing_posts(
    unit: UnitFacts, row: Rollout | None, on: date
) -> dict[str, organisations.Post]:
    """Posts of packs that the unit has: named before, or of the usual title."""
    rows = organisations.posts_of(unit.uid, on)
    by_pk, by_title = {p.pk: p for p in rows}, {plain(p.title): p for p in rows}
    kept = row.posts if row is not None else {}
    found: dict[str, organisations.Post] = {}
    for each in parts().posts:
        titles = [title_of_post(unit, each.code)]
        if each.code == "head":
            # Some towns have a president where others of their kind have a mayor.
            titles += [forms[0] for forms in HEADS.values()]
        known = by_pk.get(kept.get(each.code, 0))
        for title in titles:
            known = known or by_title.get(plain(title))
        if known is not None:
            found[each.code] = known
    return found


def services_for(unit: UnitFacts, pack: Pack) -> list[str]:
    """Codes of services of a pack that such a unit provides, in their order."""
    levels = {str(level) for level in unit.levels}
    return [
        each.code
        for each in catalogue.service_templates()
        if levels & set(each.levels)
        and (pack.services == "ALL" or each.code in pack.services)
    ]


def planned(
    unit: UnitFacts, row: Rollout | None, pack: Pack, year: int, on: date
) -> dict[str, int]:
    """How many things would be made, by kind; nothing is written."""
    uid = unit.uid
    have = existing_posts(unit, row, on)
    calendar = cycle.calendar(pack.calendar)
    is_new = cycle.year_of(uid, year) is None
    wanted = set(services_for(unit, pack))
    services = {each.template for each in strategy.services_of(uid)}
    documents = set(
        MethodDocument.objects.filter(unit_uid=uid).values_list("code", flat=True)
    )
    return {
        "posts": sum(1 for code in pack.posts if code not in have),
        "terms": len(calendar.due_days(year)) if is_new and calendar else 0,
        "services": len(wanted - services),
        "scales": int(not risks.has_scale(uid)),
        "budgets": int(budget.year_of(uid, year) is None),
        "documents": len(set(pack.documents) - documents),
        "goals": 0 if strategy.documents_of(uid).exists() else len(pack.goals),
    }
