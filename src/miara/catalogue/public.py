"""National templates for other contexts: the management domains."""

from functools import lru_cache

from miara.cube.definitions import Domain, load_definitions

__all__ = ["Domain", "domain", "domain_by_slug", "domains"]


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
