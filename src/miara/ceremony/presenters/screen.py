"""What the screen is given: the sealed steps, and the clear ones that were revealed."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from django.utils.translation import get_language

from miara.ceremony.models import Ceremony
from miara.ceremony.queries.ceremonies import Known

__all__ = ["bundle_of", "shown_step"]


def bundle_of(ceremony: Ceremony, known: Known) -> dict[str, Any]:
    """The local bundle: ciphertext, keys of what was revealed, the locked secret.

    Nothing in it is clear, and no key opens a step that was not revealed.
    """
    return {
        "uid": ceremony.uid,
        "count": known.count,
        "revealed": ceremony.revealed,
        "isOpen": ceremony.opened_at is not None,
        "isRehearsal": ceremony.is_rehearsal,
        "language": _language(),
        "steps": [b64encode(sealed).decode() for sealed in known.sealed],
        "keys": [b64encode(key).decode() for key in known.keys],
        "salt": b64encode(bytes(ceremony.salt)).decode(),
        "wrapped": b64encode(bytes(ceremony.wrapped)).decode(),
        "iterations": ceremony.iterations,
    }


def shown_step(known: Known) -> dict[str, Any] | None:
    """The last revealed step in the language of the page; None before the opening."""
    if not known.contents:
        return None
    step = known.contents[-1]
    return {
        "heading": _heading(step["heading"]),
        "rows": [
            {**row, "special": _word(row["special"]) if row["special"] else ""}
            for row in step["rows"]
        ],
        "next": _heading(step["next"]),
    }


def _heading(heading: dict[str, Any] | None) -> dict[str, str] | None:
    if heading is None:
        return None
    places = [heading["group"], heading["domain"]]
    return {
        "place": " · ".join(_word(place) for place in places if place),
        "kind": _word(heading["kind"]),
    }


def _word(text: dict[str, str]) -> str:
    return text.get(_language()) or text["pl"]


def _language() -> str:
    return "en" if (get_language() or "pl").startswith("en") else "pl"
