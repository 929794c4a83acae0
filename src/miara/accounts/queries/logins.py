"""Which identity provider serves a mail domain."""

from django.db.models import QuerySet

from miara.accounts.models import LoginProvider

__all__ = ["provider_for_address", "providers"]


def providers() -> QuerySet[LoginProvider]:
    """All providers with their applications and domains, by name."""
    return (
        LoginProvider.objects.select_related("app")
        .prefetch_related("mail_domains")
        .order_by("app__name", "pk")
    )


def provider_for_address(email: str) -> LoginProvider | None:
    """The provider in use that vouches for an address, None when there is none."""
    domain = email.strip().rpartition("@")[2].lower()
    return (
        LoginProvider.objects.select_related("app")
        .filter(is_active=True, mail_domains__domain=domain)
        .first()
    )
