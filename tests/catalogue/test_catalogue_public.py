"""The management domains as other contexts see them."""

from miara.catalogue import public as catalogue
from miara.cube.definitions import load_definitions


def test_domains_come_in_the_order_of_the_page():
    orders = [domain.order for domain in catalogue.domains()]
    assert orders == sorted(set(orders))
    assert len(orders) == 15


def test_each_slug_leads_to_one_domain():
    slugs = [
        slug
        for domain in catalogue.domains()
        for slug in {domain.slug.pl, domain.slug.en}
    ]
    assert len(slugs) == len(set(slugs))
    for domain in catalogue.domains():
        assert catalogue.domain_by_slug(domain.slug.pl) is domain
        assert catalogue.domain_by_slug(domain.slug.en) is domain
        assert catalogue.domain(domain.code) is domain


def test_unknown_domain_is_none():
    assert catalogue.domain("astrology") is None
    assert catalogue.domain_by_slug("astrologia") is None


def test_every_domain_has_indicators():
    definitions = load_definitions()
    empty = [d.code for d in catalogue.domains() if not definitions.in_domain(d.code)]
    assert empty == []
