"""The load of the archive as a sentence of the trail."""

from django.utils.translation import ngettext

from miara.audit import public as audit

__all__ = ["register"]


def register() -> None:
    """Tell the trail how to say the events of the archive."""
    audit.presenter("contest.archive_loaded")(_loaded)


def _loaded(event: audit.Event) -> str:
    after = event.after or {}
    count = after.get("results", 0)
    return ngettext(
        "The archive of past contests was loaded: %(count)s result.",
        "The archive of past contests was loaded: %(count)s results.",
        count,
    ) % {"count": count}
