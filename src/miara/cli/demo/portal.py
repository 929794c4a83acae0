"""The portal of the demo: three sites, news in every state, pages, an editor."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from miara.accounts.public import User
from miara.cli.demo.contest.cast import give, organisation_named
from miara.core.localized import Localized
from miara.portal import public as portal
from miara.sample.public import NewsStory, portal_sample

__all__ = ["EDITOR", "SHOWN_HOST", "fill_portal", "show_a_site"]

EDITOR = "portal@example.pl"
#: The demo is served to two names of one machine: the second one shows the first site.
SHOWN_HOST = "localhost"
_PUBLISHER = "Paulina Portalowa (postać fikcyjna)"


def show_a_site() -> None:
    """Let one more name of this machine show a site, unless the settings say which."""
    if not settings.MIARA_SITES:
        code = portal_sample().sites[0].code
        settings.MIARA_SITES[SHOWN_HOST] = code
        os.environ["MIARA_SITES"] = f"{SHOWN_HOST}={code}"  # for the web workers


@transaction.atomic
def fill_portal(*, now: datetime) -> int:
    """Write every site, page and piece of news that is not there; the new ones."""
    sites = _open_sites(now)
    first = portal_sample().sites[0].code
    give(
        User.objects.get(email=EDITOR),
        portal.PortalRole.EDITOR,
        portal.site_scope(first),
        now,
    )
    known = set(
        portal.News.objects.exclude(origin_key="").values_list("origin_key", flat=True)
    )
    made = 0
    for number, story in enumerate(portal_sample().news, start=1):
        key = f"sample-{number}"
        if key not in known:
            _tell(story, sites[story.site], key, now)
            made += 1
    return made


def _open_sites(now: datetime) -> dict[str, portal.Site]:
    sample, found = portal_sample(), {}
    for row in sample.sites:
        is_new = not portal.Site.objects.filter(code=row.code).exists()
        site = portal.open_site(
            row.code,
            name=Localized(row.pl, row.en),
            organisation=organisation_named(row.organisation),
            by=None,
            now=now,
            accent=row.accent,
        )
        found[row.code] = site
        if is_new:
            _fill_site(site, now)
    return found


def _fill_site(site: portal.Site, now: datetime) -> None:
    for place, page in enumerate(portal_sample().pages):
        if page.site == site.code:
            made = portal.create_page(
                site=site,
                slug=page.slug,
                title=page.title,
                body=page.body,
                title_en=page.title_en,
                body_en=page.body_en,
                place_in_menu=place,
                by=None,
                now=now,
            )
            portal.publish_page(made, by=None, now=now)
    strips = [row for row in portal_sample().strips if row.site == site.code]
    for place, strip in enumerate(strips):
        site.strips.create(position=place, text=strip.text, address=strip.address)
    site.save()


def _tell(story: NewsStory, site: portal.Site, key: str, now: datetime) -> None:
    then = now - timedelta(days=story.ago)
    text = _text(story, then, now)
    news = portal.create_news(text, site=site, by=None, now=then, origin_key=key)
    if story.state == "draft":
        return
    if story.state == "booked":
        draft = news.get_latest_revision_as_object()
        draft.go_live_at = now + timedelta(days=story.ahead)
        draft.save_revision(clean=False)
    portal.publish_news(news, by=None, now=then, person_name=_PUBLISHER)
    if story.later_lead:
        later = then + timedelta(days=1)
        told = replace(text, lead=story.later_lead)
        portal.write_news(news, told, by=None, now=later)
        portal.publish_news(news, by=None, now=later, person_name=_PUBLISHER)
    if story.state == "withdrawn":
        portal.withdraw_news(news, reason=story.reason, by=None, now=now)


def _text(story: NewsStory, then: datetime, now: datetime) -> portal.NewsText:
    starts = None
    if story.ahead and story.state != "booked":
        day = timezone.localtime(now) + timedelta(days=story.ahead)
        starts = day.replace(hour=10, minute=0, second=0, microsecond=0)
    return portal.NewsText(
        category=story.category,
        title=story.title,
        lead=story.lead,
        body=story.body,
        title_en=story.title_en,
        lead_en=story.lead_en,
        body_en=story.body_en,
        made_on=timezone.localdate(then),
        starts_at=starts,
        ends_at=starts + timedelta(hours=3) if starts else None,
        place=story.place,
        sign_up=story.sign_up,
        links=tuple(portal.See(**link) for link in story.links),
    )
