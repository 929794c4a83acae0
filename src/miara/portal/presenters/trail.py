"""What happened on sites, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl

__all__ = ["register"]

_PLAIN: Final[dict[str, Promise]] = {
    "news_written": gettext_lazy("A draft of news %(number)s was written."),
    "news_published": gettext_lazy("News %(number)s was published."),
    "news_brought_back": gettext_lazy("News %(number)s was brought back."),
    "news_unbooked": gettext_lazy(
        "The moment of publication of news %(number)s was taken back."
    ),
    "page_brought_back": gettext_lazy("Page %(number)s was brought back."),
    "page_written": gettext_lazy("A draft of page %(number)s was written."),
    "page_unbooked": gettext_lazy(
        "The moment of publication of page %(number)s was taken back."
    ),
    "page_held": gettext_lazy(
        "Page %(number)s could not be published at its moment and stays a draft."
    ),
    "newsletter_ordered": gettext_lazy("An order of the newsletter was confirmed."),
    "newsletter_changed": gettext_lazy(
        "The choices of an order of the newsletter were changed."
    ),
    "newsletter_left": gettext_lazy("An order of the newsletter was ended."),
    "news_held": gettext_lazy(
        "News %(number)s could not be published at its moment and stays a draft."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _PLAIN.items():
        audit.presenter(f"portal.{kind}")(_plain(sentence))
    audit.presenter("portal.site_opened")(_opened)
    audit.presenter("portal.site_changed")(_changed)
    audit.presenter("portal.addresses_kept")(_addresses_kept)
    audit.presenter("portal.page_created")(_page_created)
    audit.presenter("portal.page_booked")(_page_booked)
    audit.presenter("portal.page_published")(_page_published)
    audit.presenter("portal.page_withdrawn")(_page_withdrawn)
    audit.presenter("portal.news_created")(_created)
    audit.presenter("portal.news_booked")(_booked)
    audit.presenter("portal.news_withdrawn")(_withdrawn)


def _plain(sentence: Promise) -> Callable[[audit.Event], str]:
    def say(event: audit.Event) -> str:
        return str(sentence) % {"number": event.target_id or MISSING}

    return say


def _opened(event: audit.Event) -> str:
    return _("Site %(code)s was opened.") % {"code": _after(event, "code")}


def _changed(event: audit.Event) -> str:
    return _("Name, look or foot of site %(code)s was changed.") % {
        "code": _after(event, "code")
    }


def _addresses_kept(event: audit.Event) -> str:
    count = int((event.after or {}).get("count") or 0)
    text = ngettext(
        "%(count)s address of a former portal leads to site %(code)s.",
        "%(count)s addresses of a former portal lead to site %(code)s.",
        count,
    )
    return text % {"count": count, "code": _after(event, "code")}


def _page_created(event: audit.Event) -> str:
    return _("Page %(number)s was begun on site %(site)s: “%(title)s”.") % {
        "number": event.target_id or MISSING,
        "site": _after(event, "site"),
        "title": _after(event, "title"),
    }


def _page_published(event: audit.Event) -> str:
    return _("Page %(number)s was published under the address %(slug)s.") % {
        "number": event.target_id or MISSING,
        "slug": _after(event, "slug"),
    }


def _page_booked(event: audit.Event) -> str:
    return _("Page %(number)s will be published on %(day)s.") % {
        "number": event.target_id or MISSING,
        "day": _moment(event),
    }


def _created(event: audit.Event) -> str:
    return _("News %(number)s was begun on site %(site)s: “%(title)s”.") % {
        "number": event.target_id or MISSING,
        "site": _after(event, "site"),
        "title": _after(event, "title"),
    }


def _booked(event: audit.Event) -> str:
    return _("News %(number)s will be published on %(day)s.") % {
        "number": event.target_id or MISSING,
        "day": _moment(event),
    }


def _moment(event: audit.Event) -> str:
    moment = (event.after or {}).get("moment")
    return date_pl(datetime.fromisoformat(str(moment)), "time") if moment else MISSING


def _withdrawn(event: audit.Event) -> str:
    return _("News %(number)s was withdrawn. Reason: “%(reason)s”.") % {
        "number": event.target_id or MISSING,
        "reason": _after(event, "reason"),
    }


def _page_withdrawn(event: audit.Event) -> str:
    return _("Page %(number)s was withdrawn. Reason: “%(reason)s”.") % {
        "number": event.target_id or MISSING,
        "reason": _after(event, "reason"),
    }


def _after(event: audit.Event, name: str) -> str:
    return str((event.after or {}).get(name) or MISSING)
