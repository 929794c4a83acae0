"""News: written, published, withdrawn."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from miara.audit import public as audit
from miara.portal.domain.categories import category
from miara.portal.domain.content import CHANGE_PARTS, NewsText, lacking_parts
from miara.portal.enums import SOURCE
from miara.portal.errors import (
    IncompleteError,
    NotAllowedError,
    ReasonMissingError,
    WithdrawnError,
)
from miara.portal.models import (
    News,
    NewsChange,
    NewsFile,
    NewsLink,
    Site,
    Withdrawal,
    by_an_action,
)
from miara.portal.permissions import can_edit
from miara.portal.phrases import part_names
from miara.search import public as search

if TYPE_CHECKING:
    from wagtail.models import Revision

    from miara.accounts.public import User

__all__ = [
    "begin_news",
    "bring_back_news",
    "create_news",
    "note_draft",
    "publish_news",
    "withdraw_news",
    "write_news",
]

_PLAIN = (
    "category", "title", "lead", "body", "title_en", "lead_en", "body_en", "made_on",
    "starts_at", "ends_at", "place", "sign_up",
)  # fmt: skip


@transaction.atomic
def create_news(
    text: NewsText, *, site: Site, by: User | None, now: datetime, origin_key: str = ""
) -> News:
    """Start news as a draft that nobody outside sees; ``by`` None is the program."""
    news = News(site=site, live=False, origin_key=origin_key)
    _fill(news, text)
    news.has_unpublished_changes = True
    news.save()
    news.save_revision(user=by, changed=True, clean=False)
    return begin_news(news, by=by, now=now)


@transaction.atomic
def begin_news(news: News, *, by: User | None, now: datetime) -> News:
    """Give news just saved as a draft its trace."""
    _require(by, news, now)
    audit.record(
        "portal.news_created",
        by=by,
        at=now,
        target=news,
        after={"title": news.title, "site": news.site.code},
    )
    return news


@transaction.atomic
def write_news(news: News, text: NewsText, *, by: User | None, now: datetime) -> News:
    """Write news anew as a draft; what is published stays until published."""
    draft = news.get_latest_revision_as_object()
    _fill(draft, text)
    draft.save_revision(user=by, changed=True, clean=False)
    note_draft(news, by=by, now=now)
    news.refresh_from_db()
    return news


@transaction.atomic
def note_draft(news: News, *, by: User | None, now: datetime) -> None:
    """Write into the trail that a draft was saved."""
    _require(by, news, now)
    audit.record("portal.news_written", by=by, at=now, target=news)


@transaction.atomic
def publish_news(
    news: News,
    *,
    by: User | None,
    now: datetime,
    revision: Revision | None = None,
    person_name: str = "",
) -> News:
    """Make a draft public, now or at the moment that it names.

    A draft with a moment still to come is only booked: nobody outside sees anything of
    it before `publish_due` takes it up.

    Parameters
    ----------
    revision
        The draft; the newest when missing.
    person_name
        Who stands on the label where ``by`` is the program.

    Raises
    ------
    IncompleteError
        Naming what readers need.
    WithdrawnError
        When it was taken out of public.
    """
    _require(by, news, now)
    news = News.objects.select_for_update(of=("self",)).get(pk=news.pk)
    if Withdrawal.objects.filter(news=news).exists():
        raise WithdrawnError
    revision = revision or news.get_latest_revision()
    assert revision is not None  # made with the news
    draft = revision.as_object()
    is_known = category(draft.category) is not None
    lacking = lacking_parts(draft.title, draft.lead, draft.category, is_known=is_known)
    if lacking:
        raise IncompleteError(parts=part_names(lacking))
    before = news.live_revision.content if news.live_revision else None
    with by_an_action():
        revision.publish(user=by, log_action=False, skip_permission_checks=True)
    news.refresh_from_db()
    revision.refresh_from_db()
    if moment := revision.approved_go_live_at:
        audit.record(
            "portal.news_booked", by=by, at=now, target=news, after={"moment": moment}
        )
        return news
    News.objects.filter(pk=news.pk).update(last_published_at=now)
    if before is None:
        News.objects.filter(pk=news.pk).update(first_published_at=now)
    news.refresh_from_db()
    _label(news, before, revision.content, by.full_name if by else person_name, now)
    _announce(news, now)
    audit.record("portal.news_published", by=by, at=now, target=news)
    return news


@transaction.atomic
def withdraw_news(
    news: News, *, reason: str, by: User | None, now: datetime
) -> Withdrawal:
    """Take news out of public; its address says so with the reason.

    Raises
    ------
    ReasonMissingError
        Without a sentence for readers.
    WithdrawnError
        When it is withdrawn already.
    """
    _require(by, news, now)
    if not reason.strip():
        raise ReasonMissingError
    row, is_new = Withdrawal.objects.get_or_create(
        news=news, defaults={"withdrawn_at": now, "reason": reason.strip()}
    )
    if not is_new:
        raise WithdrawnError
    _announce(news, now)
    audit.record(
        "portal.news_withdrawn",
        by=by,
        at=now,
        target=news,
        after={"reason": row.reason},
    )
    return row


@transaction.atomic
def bring_back_news(news: News, *, by: User | None, now: datetime) -> None:
    """Undo a withdrawal; without one nothing happens."""
    _require(by, news, now)
    if not Withdrawal.objects.filter(news=news).delete()[0]:
        return
    _announce(news, now)
    audit.record("portal.news_brought_back", by=by, at=now, target=news)


def _label(
    news: News,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    person_name: str,
    now: datetime,
) -> None:
    site = news.site
    body = site.organisation.name if site.organisation else site.name
    NewsChange.objects.create(
        news=news,
        published_at=now,
        person_name=person_name[:200],
        body_name=body.in_language("pl")[:200],
        parts=_changed(before, after) if before is not None else [],
    )


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Codes of parts that two revisions tell differently; keys of rows do not count."""
    return [
        code
        for code, fields in CHANGE_PARTS.items()
        if any(_bare(before.get(name)) != _bare(after.get(name)) for name in fields)
    ]


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [
            {k: v for k, v in row.items() if k not in {"pk", "news"}} for row in value
        ]
    return value


def _announce(news: News, now: datetime) -> None:
    search.changed(SOURCE, [str(news.pk)], at=now)


def _fill(news: News, text: NewsText) -> None:
    for name in _PLAIN:
        setattr(news, name, getattr(text, name))
    kinds = NewsFile.Kind
    news.files = [
        NewsFile(
            position=place,
            kind=kinds.PHOTO if row.is_photo else kinds.ATTACHMENT,
            file_id=row.file_id,
            title=row.title,
            alternative=row.alternative,
            credit=row.credit,
        )
        for place, row in enumerate(text.files)
    ]
    news.links = [
        NewsLink(position=place, title=row.title, address=row.address)
        for place, row in enumerate(text.links)
    ]


def _require(by: User | None, news: News, now: datetime) -> None:
    if by is not None and not (decision := can_edit(by, news.site, now=now)):
        raise NotAllowedError(reason=decision.reason)
