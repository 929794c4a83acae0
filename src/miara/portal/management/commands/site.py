"""``miara site``: open a site of the portal, or give it an editor."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.core.localized import Localized
from miara.organisations.public import Organisation
from miara.portal.actions.sites import open_site
from miara.portal.roles import PortalRole, site_scope


class Command(BaseCommand):
    """Safe to run again: a site that is there is kept as it is."""

    help = "Open a site of the portal; its hosts stand in MIARA_SITES."

    def add_arguments(self, parser: CommandParser) -> None:
        """The code and the name; whose it is; who edits it."""
        parser.add_argument("code")
        parser.add_argument("name")
        parser.add_argument("--english", default="", help=_("the name in English"))
        parser.add_argument("--organisation", default="", help=_("REGON or number"))
        parser.add_argument("--editor", default="", help=_("e-mail of an account"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Open, grant, tell."""
        now = timezone.now()
        editor = self._editor(options["editor"])
        try:
            site = open_site(
                options["code"],
                name=Localized(options["name"], options["english"]),
                organisation=self._organisation(options["organisation"]),
                by=None,
                now=now,
            )
            if editor is not None:
                accounts.grant_role(
                    user=editor,
                    role_code=PortalRole.EDITOR,
                    scope=site_scope(site.code),
                    by=None,
                    now=now,
                )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        except MiaraError as error:
            raise CommandError(error.for_people()) from error
        self.stdout.write(f"{site.code}: {site.name}")

    def _editor(self, email: str) -> accounts.User | None:
        if not email:
            return None
        found = accounts.User.objects.filter(email__iexact=email).first()
        if found is None:
            raise CommandError(_("There is no account %(email)s.") % {"email": email})
        return found

    def _organisation(self, key: str) -> Organisation | None:
        if not key:
            return None
        rows = Organisation.objects
        found = rows.filter(regon=key).first() or rows.filter(uid=key).first()
        if found is None:
            raise CommandError(_("There is no organisation %(key)s.") % {"key": key})
        return found
