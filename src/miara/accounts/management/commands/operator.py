"""``miara operator``: open the account of who runs this installation."""

import getpass
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from miara.accounts.actions.people import create_operator
from miara.accounts.models import User


class Command(BaseCommand):
    """Somebody must be the first; operators after that are made on the site."""

    help = "Open the account of an operator of this installation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Address and name; the password is asked for, never an argument."""
        parser.add_argument("email")
        parser.add_argument("--name", default="")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from standard input",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check, create and say what to do next."""
        email = options["email"].strip().lower()
        try:
            validate_email(email)
        except ValidationError as error:
            raise CommandError(_("This is not an e-mail address.")) from error
        if User.objects.filter(email=email).exists():
            raise CommandError(
                _("This person has an account already; grant the role on the site.")
            )
        password = (
            sys.stdin.readline().rstrip("\n")
            if options["password_stdin"]
            else getpass.getpass(_("Password: "))
        )
        try:
            validate_password(password, User(email=email))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        create_operator(
            email=email,
            password=password,
            full_name=options["name"],
            now=timezone.now(),
        )
        self.stdout.write(_("The account is open. Log in at /konto/ and load data."))
