"""What a web process prepares before it answers its first request.

A context registers functions and pages in its ``apps.py``. Preparing only saves time:
what fails here is made by the first request that needs it, so a failure is a line of
the log and never a server that does not start.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import structlog
from django.conf import settings
from django.db import connections

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication, WSGIEnvironment

__all__ = ["prepare", "register", "register_page"]

log = structlog.get_logger(__name__)

#: New objects after which the collector looks for rings of dead ones.
GC_OBJECTS = 20_000

_makers: dict[str, Callable[[], object]] = {}
_pages: dict[str, Callable[[], str]] = {}


def register(name: str, make: Callable[[], object]) -> None:
    """Let every web process call a function when it starts.

    Parameters
    ----------
    name
        ``context.thing``; a second registration under it replaces the first.
    """
    _makers[name] = make


def register_page(name: str, find: Callable[[], str]) -> None:
    """Let every web process make a page once when it starts.

    The templates, addresses and translations that a page needs are read when they are
    first used; a page that many ask for reads most of what the others need.

    Parameters
    ----------
    name
        ``context.page``; a second registration under it replaces the first.
    find
        Returns the path of the page; empty when there is none yet.
    """
    _pages[name] = find


def prepare(application: WSGIApplication | None = None) -> None:
    """Call everything registered, then ask the application for the pages."""
    for name, make in _makers.items():
        _attempt(name, make)
    if application is not None:
        for name, find in _pages.items():
            _attempt(name, partial(_ask_for, application, find))
    connections.close_all()  # requests are served by other threads
    # What is loaded by now lives as long as the process. Left to the collector, it is
    # walked through every few hundred pages, and a reader waits a third of a second.
    gc.collect()
    gc.freeze()
    # What a request leaves behind dies with its last reference, hardly ever in a ring,
    # yet at the default of 700 objects the collector looked a hundred times a page,
    # which was a tenth of its time.
    gc.set_threshold(GC_OBJECTS, 20, 20)


def _attempt(name: str, make: Callable[[], object]) -> None:
    started = time.monotonic()
    try:
        make()
    except Exception:
        log.exception("warmup.failed", what=name)
    else:
        seconds = round(time.monotonic() - started, 3)
        log.info("warmup.done", what=name, seconds=seconds)


def _ask_for(application: WSGIApplication, find: Callable[[], str]) -> None:
    path = find()
    if not path:
        return
    site = urlsplit(settings.MIARA_SITE_URL)
    environ: WSGIEnvironment = {
        "HTTP_HOST": site.netloc,
        "PATH_INFO": path,
        "wsgi.url_scheme": site.scheme,
    }
    setup_testing_defaults(environ)
    list(application(environ, lambda status, headers, exc_info=None: bytes))
