"""Addresses of the contest with the things of `make_cast` in them."""

from collections.abc import Iterator

from django.urls import URLResolver, get_resolver, reverse
from tests.factories.contest_cast import Cast

#: What stands in an address when it is not the entry that everything happens to.
UIDS = {
    "assigned": "expert expert-leave",
    "assignment": "assessment declaration save-mark take-back consensus reading-file",
    "visit": "visit visit-file",
    "meeting": "jury-meeting jury-minutes",
}
KEYS = {
    "approval": "text-approval",
    "question": "questions-desk-answer",
    "conflict": "conflict-decide",
    "plan": "plan plan-adopt plan-file",
    "visit_file": "visit-file",
    "signature": "entry-signature-remove entry-signed-file",
    "partner": "partner-ask",
    "domain": "setup-row",
    "cell": "progress-close",
}
KINDS = {"text": "zaproszenie", "text-preview": "zaproszenie", "logo": "organizator"}
MISSING = 987_654


def addresses(resolver: URLResolver, inside: bool = False) -> Iterator[tuple[str, set]]:
    """Names in the namespace of the contest, with the names of their arguments."""
    for row in resolver.url_patterns:
        if isinstance(row, URLResolver):
            yield from addresses(row, inside or row.namespace == "contest")
        elif inside:
            pattern = row.pattern
            regex = getattr(pattern, "_regex", None)
            named = set(pattern.converters)
            if regex is not None and not named:
                named = set(pattern.regex.groupindex)
            yield row.name, named


def urls_of(cast: Cast) -> dict[str, str]:
    """Every address of the contest by its name."""
    return {
        name: url_of(cast, name, named) for name, named in addresses(get_resolver())
    }


def _named(table: dict[str, str], name: str) -> str:
    return next((k for k, names in table.items() if name in names.split()), "")


def url_of(cast: Cast, name: str, arguments: set[str]) -> str:
    """Where an address leads in the edition of the cast."""
    things = cast.things | {
        "domain": cast.edition.domains.order_by("position")[0],
        "cell": cast.entry.cell,
    }
    values = {
        "contest": cast.edition.contest.code,
        "slug": cast.edition.slug,
        "suffix": "csv",
        "section": "marks",
        "kind": KINDS.get(name, "dziedziny"),
        "position": 1,
        "number": 1,
        "which": "plik",
        "stage": "results",
        "token": "nie-ma",
        "code": "slz-2013" if name.startswith("archive") else cast.diploma.code,
        "uid": things[_named(UIDS, name) or "entry"].uid,
        "pk": things[key].pk if (key := _named(KEYS, name)) else MISSING,
    }
    if name == "entry-copy":
        values["suffix"] = "pdf"
    return reverse(f"contest:{name}", kwargs={key: values[key] for key in arguments})
