"""The ``miara`` command: an overview of our own, else Django's command framework."""

import os
import sys
from importlib.metadata import version

__all__ = ["main"]

_HELP = {"help", "-h", "--help"}


def main(argv: list[str] | None = None) -> None:
    """Run ``miara COMMAND ...``; ``miara`` alone lists the commands.

    Nothing of Django is loaded for the list. A reader of the output that has seen
    enough (``| head``) ends the command without a word.
    """
    try:
        _main(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered has nowhere to go either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _main(argv: list[str] | None) -> None:
    arguments = list(sys.argv[1:] if argv is None else argv)
    if not arguments or (arguments[0] in _HELP and len(arguments) == 1):
        from miara.cli.commands import overview

        sys.stdout.write(overview() + "\n")
        return
    if arguments == ["--version"]:
        sys.stdout.write(f"Miara {version('miara')}\n")
        return
    if arguments[0] == "help":
        arguments = [*arguments[1:], "--help"]
    _run(arguments)


def _run(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    if arguments[0] == "demo":
        import django

        django.setup()
        from miara.cli.demo.command import Command

        Command().run_from_argv(["miara", *arguments])
        return
    if arguments[:2] == ["import", "practices"]:
        _move_practices(arguments)
        return
    from django.core.management import ManagementUtility

    utility = ManagementUtility(["miara", *arguments])
    utility.prog_name = "miara"
    utility.execute()


def _move_practices(arguments: list[str]) -> None:
    """A kind of import that official files know nothing of."""
    import django

    django.setup()
    from miara.cli.words import language
    from miara.practices.management.move_archive import Command

    command = Command()
    command.language = language()
    command.run_from_argv(["miara", *arguments])
