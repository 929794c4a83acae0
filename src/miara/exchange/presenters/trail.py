"""What was done with keys and packages, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.exchange.domain.keys import Scope
from miara.exchange.phrases import SCOPES

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "exchange.key_revoked": gettext_lazy(
        "The key “%(name)s” of a program of unit %(unit)s was revoked."
    ),
    "exchange.values_received": gettext_lazy(
        "The program “%(name)s” sent values of indicators: %(sent)s, kept %(kept)s, "
        "refused %(refused)s."
    ),
    "exchange.package_ordered": gettext_lazy(
        "A package of everything of unit %(unit)s was ordered."
    ),
    "exchange.package_downloaded": gettext_lazy(
        "The package of unit %(unit)s was downloaded (control sum %(sha256)s)."
    ),
    "exchange.package_received": gettext_lazy(
        "A package for unit %(unit)s was brought in to be checked (control sum "
        "%(sha256)s)."
    ),
    "exchange.package_taken": gettext_lazy(
        "A package was taken into unit %(unit)s: %(rows)s rows (control sum "
        "%(sha256)s)."
    ),
    "exchange.package_erased": gettext_lazy(
        "The package of unit %(unit)s was erased from this site."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    audit.presenter("exchange.key_made")(_made)
    audit.presenter("exchange.budget_file_received")(_file)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        return str(sentence) % _Known(event.after or {})

    return tell


def _made(event: audit.Event) -> str:
    after = _Known(event.after or {})
    known = {scope.value for scope in Scope}
    scopes = [
        str(SCOPES[Scope(code)]) for code in after.get("scopes", ()) if code in known
    ]
    return _(
        "The key “%(name)s” was made for a program of unit %(unit)s, until "
        "%(expires_on)s. It allows to: %(scopes)s."
    ) % {
        "name": after["name"],
        "unit": after["unit"],
        "expires_on": after["expires_on"],
        "scopes": ", ".join(scopes) or MISSING,
    }


def _file(event: audit.Event) -> str:
    after = _Known(event.after or {})
    if after.get("taken"):
        return (
            _(
                "The program “%(name)s” sent the file “%(file)s” of the budget of "
                "%(year)s; it counts."
            )
            % after
        )
    return (
        _(
            "The program “%(name)s” sent the file “%(file)s” of the budget of "
            "%(year)s; it waits as a draft."
        )
        % after
    )
