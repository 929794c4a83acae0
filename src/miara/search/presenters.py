"""What a reader is told about an answer."""

from django.utils.translation import gettext as _

from miara.search.domain.results import Found, Mode

__all__ = ["notices"]


def notices(found: Found) -> list[str]:
    """Sentences about how the question was answered; empty in the usual case."""
    if found.mode == Mode.DATABASE:
        return [
            _(
                "The search index is not ready. This answer comes straight from the "
                "database: it has only words exactly as typed."
            )
        ]
    if found.mode == Mode.CORRECTED:
        return [
            _("Nothing was found for “%(typed)s”. These are results for “%(meant)s”.")
            % {"typed": found.query.text, "meant": found.corrected}
        ]
    if found.mode == Mode.ANY and found.total:
        return [_("No document has all the words. These have at least half of them.")]
    if found.did_you_mean:
        return [_("Did you mean “%(text)s”?") % {"text": found.did_you_mean}]
    return []
