"""The ``miara`` command: a thin door to Django's command framework."""

import os
import sys


def main(argv: list[str] | None = None) -> None:
    """Run ``miara COMMAND ...``; ``miara`` alone lists the commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    from django.core.management import ManagementUtility

    arguments = list(sys.argv if argv is None else ["miara", *argv])
    utility = ManagementUtility(arguments)
    utility.prog_name = "miara"
    utility.execute()
