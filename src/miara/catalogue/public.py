"""National templates for other contexts: domains, services, a checklist."""

from functools import lru_cache

from miara.catalogue.checklist import Checklist, ChecklistItem, load_checklist
from miara.catalogue.services import LegalBasis, ServiceTemplate, load_services
from miara.cube.definitions import Domain, load_definitions

__all__ = [
    "Checklist",
    "ChecklistItem",
    "Domain",
    "LegalBasis",
    "ServiceTemplate",
    "domain",
    "domain_by_slug",
    "domains",
    "service_template",
    "service_templates",
    "strategy_checklist",
]


@lru_cache(maxsize=1)
def domains() -> tuple[Domain, ...]:
    """All management domains in the order of a unit's page."""
    return tuple(load_definitions().domains.values())


def domain(code: str) -> Domain | None:
    """One domain by its code, None when there is none.

    >>> domain("housing").slug.pl
    'mieszkalnictwo'
    """
    return load_definitions().domains.get(code)


def domain_by_slug(slug: str) -> Domain | None:
    """The domain an address speaks of, in either language.

    Both languages are accepted everywhere, so that switching the language of a
    page never loses the reader.

    >>> domain_by_slug("mieszkalnictwo") == domain_by_slug("housing")
    True
    """
    return next((d for d in domains() if slug in (d.slug.pl, d.slug.en)), None)


def service_templates(level: str | None = None) -> tuple[ServiceTemplate, ...]:
    """Public services of the national template, in its order.

    Parameters
    ----------
    level
        ``gmina`` or ``powiat``: only what such a unit provides.
    """
    found = load_services().values()
    return tuple(each for each in found if level is None or level in each.levels)


def service_template(code: str) -> ServiceTemplate | None:
    """One service of the template by its code, None when there is none.

    >>> service_template("libraries").domain
    'culture'
    """
    return load_services().get(code)


def strategy_checklist() -> Checklist:
    """Elements that the law asks of a municipal strategy."""
    return load_checklist()
