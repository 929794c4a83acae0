"""``miara serve``: the site and its background worker, one command."""

from __future__ import annotations

import os
import socket
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connections

from miara.core.health import missing_migrations
from miara.core.static_files import collect_if_stale
from miara.core.supervisor import Child, Supervisor

DEFAULT_SITE_URL = "http://127.0.0.1:8000"


class Command(BaseCommand):
    """Web workers under granian and exactly one background worker, watched together."""

    help = "Serve the site and do its background work until stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Read address and number of web workers."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--workers", type=int, default=2, help="web processes (default: 2)"
        )
        parser.add_argument(
            "--threads", type=int, default=4, help="threads a web process (default: 4)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Check what would fail later, then run until a signal."""
        host, port = options["host"], options["port"]
        check_database()
        check_port(host, port)
        prepare_static_files()
        use_own_address(host, port)
        connections.close_all()  # the children open their own
        self.stdout.write(f"Miara: http://{host}:{port}/  (stop with Ctrl-C)")
        self.stdout.flush()
        Supervisor(
            [
                Child("web", web_command(host, port, options)),
                Child("worker", worker_command()),
            ]
        ).run()


def check_database() -> None:
    """Say what to do when the database is absent or older than the program.

    Raises
    ------
    CommandError
        With the line that puts it right.
    """
    try:
        missing = missing_migrations()
    except DatabaseError as error:
        msg = f"The database does not answer; check DATABASE_URL. ({error})"
        raise CommandError(msg) from error
    if missing:
        msg = (
            f"The database lacks {len(missing)} migrations (first: {missing[0]}). "
            "Run: miara migrate"
        )
        raise CommandError(msg)


def prepare_static_files() -> None:
    """Collect style sheets and scripts of this release; pages need them.

    Raises
    ------
    CommandError
        When the data folder cannot be written.
    """
    try:
        collect_if_stale()
    except OSError as error:
        msg = (
            f"Style sheets and scripts cannot be put into {settings.STATIC_ROOT} "
            f"({error.strerror}). Make the folder writable, or run there: "
            "miara collectstatic"
        )
        raise CommandError(msg) from error


def use_own_address(host: str, port: int) -> None:
    """Let links of the API and of mails lead here, unless their address is set."""
    if settings.MIARA_SITE_URL != DEFAULT_SITE_URL:
        return
    shown = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104
    shown = f"[{shown}]" if ":" in shown else shown
    os.environ["MIARA_SITE_URL"] = f"http://{shown}:{port}"  # the children read it


def check_port(host: str, port: int) -> None:
    """Refuse a port that another program holds.

    Raises
    ------
    CommandError
        When it is taken, or the address is not of this machine.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            msg = f"{host}:{port} cannot be used ({error.strerror}). Try --port."
            raise CommandError(msg) from error


def web_command(host: str, port: int, options: dict[str, Any]) -> list[str]:
    """Command line of the web server."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi",
        "--host", host, "--port", str(port),
        "--workers", str(options["workers"]),
        "--blocking-threads", str(options["threads"]),
        "--respawn-failed-workers", "--workers-kill-timeout", "10",
        "--no-ws", "--log-level", "warning",
        "miara.config.wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    """Command line of the background worker."""
    return [
        sys.executable, "-m", "django", "worker", "--parent", str(os.getpid()),
        "--settings", os.environ["DJANGO_SETTINGS_MODULE"],
    ]  # fmt: skip
