"""The command itself: one step after another, then what to look at, then serving."""

import logging
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone, translation

from miara.cli.demo import (
    budget,
    council,
    data,
    events,
    guard,
    people,
    plans,
    portal,
    practice_use,
    practices,
    projects,
    rollout,
    things,
    tour,
)
from miara.cli.demo.contest import hold_past_edition, hold_present_edition
from miara.cli.words import language
from miara.cli.words import translate as _
from miara.core import fresh_database, static_files
from miara.core.errors import MiaraError
from miara.core.health import missing_migrations
from miara.core.numbers import format_number
from miara.search import public as search

__all__ = ["Command"]

DEFAULT_ADDRESS = "http://127.0.0.1:8000"


class Command(BaseCommand):
    """Safe to run again: what is there is kept, and only what lacks is made."""

    help = "Load the fictional sample, compute, publish, open accounts and serve."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to serve, and whether."""
        parser.description = _("Load the fictional sample and serve it.")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument(
            "--no-serve", action="store_true", help=_("prepare everything and stop")
        )
        parser.add_argument(
            "--fresh", action="store_true", help=_("forget what the demo made before")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, tell, serve."""
        address = f"http://{options['host']}:{options['port']}"
        use_address(address)
        portal.show_a_site()
        with translation.override(language()):
            try:
                self._prepare(fresh=options["fresh"])
            except MiaraError as error:
                raise CommandError(error.for_people()) from error
            for text in tour.lines(address):
                self.stdout.write(text)
        if not options["no_serve"]:
            call_command("serve", host=options["host"], port=options["port"])

    def _prepare(self, *, fresh: bool) -> None:
        started = time.perf_counter()
        now = timezone.now()
        with self._step(_("Database")):
            if missing_migrations():
                fresh_database.make_tables()
            guard.start_afresh() if fresh else guard.check_home()
        with self._step(_("Styles and scripts")):
            static_files.collect_if_stale()
        with self._step(_("Accounts")):
            people.open_accounts(now=now)
        by = people.operator()
        with self._step(_("Register of units and boundaries")):
            data.load_register(by=by, now=now)
            people.grant_unit_roles(now=now)
        with self._step(_("Data of twelve years")):
            new = data.first_numbers(by=by, now=now)
        with self._step(_("Computing and publishing")):
            if new:
                data.publish(by=by, now=now - data.BEFORE_CORRECTION)
        things.before_publication(now=now)
        with self._step(_("A correction, and publishing again")):
            if data.load_corrected(by=by, now=now) or not data.is_current():
                data.publish(by=by, now=now)
        with self._step(_("Examples of what people do here")):
            things.after_publication(now=now)
        with self._step(_("A contest: one edition over, one being assessed")):
            hold_past_edition(now=now)
            hold_present_edition(now=now)
            events.hold_events(now=now)
        with self._step(_("The base of good practices")):
            practices.fill_base(now=now)
            practice_use.adopt_some(now=now)
        with self._step(_("The portal: sites, news and pages")):
            portal.fill_portal(now=now)
        with self._step(_("The strategy of a unit: goals, targets, values")):
            plans.fill_plans(now=now)
            projects.fill_projects(now=now)
            budget.fill_budget(now=now)
            rollout.fill_rollouts(now=now)
            council.fill_council(now=now)
        with self._step(_("The search index")):
            make_index()
        connection.close()
        seconds = time.perf_counter() - started
        told = format_number(seconds, 1, language())
        self.stdout.write(_("Ready in %(seconds)s s.") % {"seconds": told})

    @contextmanager
    def _step(self, text: str) -> Iterator[None]:
        started = time.perf_counter()
        yield
        seconds = time.perf_counter() - started
        told = format_number(seconds, 1, language())
        self.stdout.write(f"  {text:<44} {told:>6} s")
        self.stdout.flush()


def make_index() -> None:
    """Hand everything to the search; what it tells the log is no news here."""
    log = logging.getLogger("miara.search")
    log.setLevel(logging.WARNING)
    try:
        search.follow(timezone.now())
    finally:
        log.setLevel(logging.NOTSET)


def use_address(address: str) -> None:
    """Make mails lead to this site, unless its address is set."""
    if settings.MIARA_SITE_URL == DEFAULT_ADDRESS:
        settings.MIARA_SITE_URL = address
        os.environ["MIARA_SITE_URL"] = address  # for the web workers
