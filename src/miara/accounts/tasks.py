"""What the calendar does for this context."""

from datetime import datetime

from miara.accounts.actions.invitations import erase_old_invitations
from miara.accounts.actions.requests import erase_old_documents
from miara.core.schedule import daily, due


@due("accounts.erase", daily(hour=4))
def erase(now: datetime) -> dict[str, int]:
    """Erase authorisations and invitations whose time is over."""
    return {
        "documents": erase_old_documents(now=now),
        "invitations": erase_old_invitations(now=now),
    }
