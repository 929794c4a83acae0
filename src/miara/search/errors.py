"""What may go wrong and can be told to people."""

from django.utils.translation import gettext_lazy as _

from miara.core.errors import MiaraError

__all__ = ["RebuildRunning"]


class RebuildRunning(MiaraError):
    """Two rebuilds at once would do the same work twice."""

    sentence = _("The search index is being built already. Wait until it is ready.")
