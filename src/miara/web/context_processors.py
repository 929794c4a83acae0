"""What the shell of every page needs."""

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from miara.accounts import public as accounts
from miara.indicators import public as indicators
from miara.portal import public as portal
from miara.web import navigation


@dataclass
class Shell:
    """Values of the base template, worked out only when the template asks."""

    request: HttpRequest

    @cached_property
    def main(self) -> list[navigation.Link]:
        """The main navigation."""
        return navigation.links(navigation.MAIN, self.request.path)

    @cached_property
    def site(self) -> portal.SiteShell | None:
        """Name, look, menu and foot of the host's own site; None on the main one."""
        return portal.shell_of_host(self.request.get_host(), self.request.path)

    @cached_property
    def footer(self) -> list[navigation.Link]:
        """Statements and sources."""
        return navigation.links(navigation.FOOTER, self.request.path)

    @cached_property
    def languages(self) -> list[navigation.Link]:
        """This page in the other languages."""
        return navigation.language_links(self.request.get_full_path())

    @cached_property
    def alternates(self) -> list[navigation.Link]:
        """Full addresses of this page in every language, for ``<head>``."""
        return [
            navigation.Link(
                name,
                settings.MIARA_SITE_URL + navigation.same_page(self.request.path, code),
                current=code == get_language(),
                language=code,
            )
            for code, name in settings.LANGUAGES
        ]

    @cached_property
    def canonical(self) -> str:
        """Full address of this page without its query."""
        return settings.MIARA_SITE_URL + self.request.path

    @cached_property
    def login(self) -> str | None:
        """Address of the login form."""
        return navigation.address("account_login")

    @cached_property
    def logout(self) -> str | None:
        """Address that ends the session."""
        return navigation.address("account_logout")

    @cached_property
    def account(self) -> str | None:
        """Address of the person's own page."""
        return navigation.address("accounts:account")

    @cached_property
    def operator(self) -> str | None:
        """Address of the operator's desk, for the operator alone."""
        user = getattr(self.request, "user", None)
        if user is None or not accounts.is_operator(user):
            return None
        return navigation.address("indicators:operator")

    @cached_property
    def fictional(self) -> bool:
        """Whether the numbers of this site are made up, which every page says."""
        return indicators.is_fictional()


def shell(request: HttpRequest) -> dict[str, object]:
    """Values used by the base template."""
    return {"shell": Shell(request)}
