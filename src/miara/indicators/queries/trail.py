"""The trail as the operator's desk lists it."""

from collections.abc import Iterable

from miara.accounts import public as accounts
from miara.audit import public as audit

__all__ = ["actor_names", "kinds_recorded", "trail_page"]


def trail_page(*, kind: str = "", before: int | None = None) -> audit.EventPage:
    """A screenful of the whole trail, or of one kind, newest first.

    Parameters
    ----------
    before
        ``older_than`` of the page shown before; None for the newest events.
    """
    return audit.page_of(audit.events(kind=kind), before=before)


def kinds_recorded() -> list[str]:
    """Every kind that stands in the trail, in the order of the alphabet."""
    found = audit.events().order_by("kind").values_list("kind", flat=True)
    return list(found.distinct())


def actor_names(events: Iterable[audit.Event]) -> dict[str, str]:
    """Names by id of those who acted; people without an account any more are absent."""
    keys = {int(event.actor_id) for event in events if event.actor_id.isdigit()}
    people = accounts.User.objects.filter(pk__in=keys)
    return {str(person.pk): str(person) for person in people}
