"""The sign-up form for residents on paper; nobody's data are on it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Final

from django.utils import translation

from miara.council.models import Debate
from miara.council.presenters.sign_up import SignUp, sign_up_of
from miara.documents import public as documents
from miara.units.public import UnitFacts

__all__ = ["sign_up_pdf"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "sign_up.typ"


def sign_up_pdf(unit: UnitFacts, debate: Debate, *, made_at: datetime) -> bytes:
    """PDF/UA-1 in Polish, as the office takes it in; not inside a transaction."""
    with translation.override("pl"):
        form = sign_up_of(unit, debate)
        return documents.typeset(
            TEMPLATE,
            _data(form),
            title=form.title,
            language="pl",
            made_at=made_at,
        )


def _data(form: SignUp) -> dict[str, object]:
    return {
        "title": form.title,
        "unit": form.unit,
        "to": form.to,
        "declaration": form.declaration,
        "speaker": list(form.speaker),
        "supporters": form.supporters,
        "columns": list(form.columns),
        "rows": form.rows,
        "handing_in": form.handing_in,
        "privacy": [line for line in form.privacy.splitlines() if line.strip()],
        "privacy_title": form.privacy_title,
        "signature": form.signature,
        "fill": form.fill,
    }
