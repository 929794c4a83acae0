"""Resolutions and debates on pages looked at in a browser."""

from __future__ import annotations

import csv
import io
from datetime import date, time, timedelta
from typing import Any

from tests.factories.plans import NOW, TODAY, UNIT, Office

from miara.council import public as council
from miara.council.actions.intake import send_file

__all__ = ["make_council_site"]


def make_council_site(office: Office) -> dict[str, str]:
    """A late resolution with a note, a file that waits, a public debate."""
    who: dict[str, Any] = {"by": office.people["planner"], "now": NOW}
    made = council.create_resolution(
        UNIT,
        {
            "number": "XII/86/2025",
            "adopted_on": date(2025, 5, 29),
            "title": "w sprawie programu osłonowego dla osób w podeszłym wieku "
            "zamieszkałych na terenie gminy",
            "subject": "pomoc społeczna",
            "executor": office.engineer,
            "deadline": TODAY - timedelta(days=1),
            "publication": "https://bip.example.pl/uchwaly/86",
        },
        **who,
    )
    council.note_execution(
        made,
        noted_on=date(2025, 7, 1),
        state="IN_EXECUTION",
        text="Wsparcie otrzymało 46 osób.",
        **who,
    )
    draft = send_file(UNIT, content=_file(), name="uchwaly.csv", **who)
    faulty = send_file(UNIT, content=_file("wiosną"), name="z-bledem.csv", **who)
    question = _debate(who)
    council.open_debate(UNIT, 2024, **who)
    return {
        "resolution": str(made.pk),
        "intake": str(draft.pk),
        "faulty_intake": str(faulty.pk),
        "question": str(question),
    }


def _debate(who: dict[str, Any]) -> int:
    row = council.open_debate(UNIT, 2025, **who)
    about = {
        "session_on": TODAY + timedelta(days=20),
        "starts_at": time(10),
        "place": "sala nr 3 Urzędu Gminy",
        "introduction": "Każdy może przyjść i posłuchać.",
        "report_link": "https://bip.example.pl/raport",
        "submission_place": "Biuro Rady, pokój 12.",
        "privacy_note": "Dane przetwarza Przewodniczący Rady Gminy.",
    }
    council.change_debate(row, about, version=None, **who)
    rules = {"signatures": 20, "speakers": 15}
    council.set_rules(row, rules, is_compared=True, version=None, **who)
    council.publish_debate(row, **who)
    asked = {"text": "Kiedy powstanie chodnik?", "is_public": True}
    question = council.add_question(row, {**asked, "answer": "Jesienią."}, **who)
    council.add_question(row, {"text": "Ile osób czeka na usługi?"}, **who)
    return question.pk


def _file(day: str = "29.05.2025") -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Numer", "Data", "Tytuł", "Stan", "Uwagi"))
    writer.writerow(("XII/86/2025", "29.05.2025", "", "wykonana", ""))
    writer.writerow(("XII/87/2025", day, "w sprawie zmian w budżecie gminy", "", "x"))
    return out.getvalue().encode()
