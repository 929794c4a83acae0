"""Every act of the contest tried by every role: who may, and who is refused.

An act without a row fails. An act is allowed when it goes through or stops at anything
else than rights; each is tried in a savepoint that is rolled back.
"""

import importlib
import inspect
import io
import pkgutil
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from tests.factories.contest import AFTER, DURING, OPENS
from tests.factories.contest_cast import ROLES, Cast, make_cast
from tests.factories.jury import MEETING

from miara.contest import actions, models
from miara.contest.actions.experts import ExpertFacts
from miara.contest.actions.practice_cards import make_practice_card
from miara.contest.actions.press import seal_package
from miara.contest.actions.release import release_word
from miara.contest.actions.setup import Change
from miara.contest.domain.locking import Part
from miara.contest.errors import ContestError, NotAllowedError
from miara.contest.roles import ContestRole
from miara.core.errors import MiaraError
from miara.core.localized import Localized
from miara.documents import public as documents
from miara.questionnaires.public import start_version

pytestmark = pytest.mark.django_db

LATER = AFTER + timedelta(days=3)
BOTH = Localized("Powód", "Reason")
PEOPLE = ROLES[1:]

AUTHOR, SIGNERS = {"author"}, {"author", "head"}
ORGANISER, OFFICE = {"organiser"}, {"organiser", "checker"}
CHAIR, EXPERT = {"chair"}, {"expert"}
#: Nobody by a role: the link in a letter, or the address of the person, decides.
BY_LINK = set(PEOPLE)


class Row:
    """Who may do it, and with what it is called."""

    def __init__(
        self, who: set[str], make: Callable[[Cast], dict[str, Any]], at: Any = AFTER
    ) -> None:
        self.who, self.make, self.at = who, make, at


def facts() -> ExpertFacts:
    return ExpertFacts(full_name="Ktoś", email="ktos@przyklad.pl")


def pdf() -> documents.PreparedFile:
    from tests.factories.finished_contest import minimal_pdf

    return documents.prepare_file(
        content=minimal_pdf("protokol"),
        name="protokol.pdf",
        accept=documents.DOCUMENTS,
        limit=100_000,
    )


def edition(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"edition": cast.edition, **more}


def unpublished(cast: Cast) -> dict[str, Any]:
    models.Edition.objects.filter(pk=cast.edition.pk).update(published_at=None)
    cast.edition.refresh_from_db()
    return {"edition": cast.edition}


def with_draft(cast: Cast) -> dict[str, Any]:
    start_version(form=cast.edition.form.form, by=None, now=AFTER)
    return {"edition": cast.edition}


def carried_over(cast: Cast) -> models.EntryCard:
    return make_practice_card(entry=cast.entry, by=cast.people["organiser"], now=AFTER)


def change(part: Part) -> Callable[[Any, Any], Change]:
    return lambda by, now: Change(
        part=part, by=by, now=now, reason=BOTH, tell=lambda _edition: {}
    )


ROWS: dict[str, Row] = {
    # Setting up.
    "create_contest": Row(
        ORGANISER,
        lambda c: {"owner": c.world.organisation, "code": "x", "name": BOTH},
    ),
    "create_edition": Row(
        ORGANISER,
        lambda c: {
            "contest": c.edition.contest,
            "slug": "x",
            "year": 2027,
            "start_from": c.edition,
        },
    ),
    "change_basics": Row(
        ORGANISER,
        lambda c: edition(c, values={"about": BOTH}, change=change(Part.BASICS)),
    ),
    "change_rules": Row(
        ORGANISER,
        lambda c: edition(
            c, section="marks", values={"load_ceiling": 9}, change=change(Part.MARKS)
        ),
    ),
    "save_row": Row(
        ORGANISER,
        lambda c: edition(
            c,
            model=models.Milestone,
            pk=c.milestone.pk,
            values={"place": BOTH},
            change=change(Part.CALENDAR),
        ),
    ),
    "remove_row": Row(
        ORGANISER,
        lambda c: edition(
            c, model=models.Milestone, pk=c.milestone.pk, change=change(Part.CALENDAR)
        ),
    ),
    "move_row": Row(
        ORGANISER,
        lambda c: edition(
            c,
            model=models.DomainArea,
            pk=c.edition.domains.order_by("position")[0].pk,
            up=False,
            change=change(Part.DOMAINS),
        ),
    ),
    "adopt_form": Row(ORGANISER, lambda c: edition(c, change=change(Part.FORM))),
    "choose_form": Row(
        ORGANISER, lambda c: with_draft(c) | {"change": change(Part.FORM)}
    ),
    "publish_edition": Row(ORGANISER, unpublished),
    "extend_deadline": Row(
        ORGANISER,
        lambda c: edition(c, to_at=MEETING, reason=BOTH),
        at=DURING,
    ),
    "write_text": Row(
        ORGANISER, lambda c: edition(c, kind="RULES", generated=BOTH, added=BOTH)
    ),
    "publish_text": Row(
        ORGANISER, lambda c: {"text": c.text, "generated": BOTH, "pdf": b"%PDF-1.7"}
    ),
    "ask_approval": Row(
        ORGANISER,
        lambda c: {
            "text": c.text,
            "organisation": c.world.organisation,
            "full_name": "Prezes",
            "office": BOTH,
        },
    ),
    "decide_approval": Row(
        ORGANISER,
        lambda c: {"approval": c.approval, "is_approved": True, "remark": ""},
    ),
    "drop_approval": Row(ORGANISER, lambda c: {"approval": c.approval}),
    "answer_question": Row(
        ORGANISER,
        lambda c: {
            "question": c.question,
            "published_text": BOTH,
            "answer": BOTH,
            "is_public": True,
        },
    ),
    # Applying.
    "start_entry": Row(AUTHOR, lambda c: edition(c, unit_code="120617"), at=DURING),
    "describe_entry": Row(
        AUTHOR,
        lambda c: {
            "entry": c.draft,
            "domain": c.draft.domain,
            "entrant_name": "",
            "union": None,
            "partners": [],
        },
        at=DURING,
    ),
    "submit_entry": Row(AUTHOR, lambda c: {"entry": c.draft}, at=DURING),
    "withdraw_entry": Row(AUTHOR, lambda c: {"entry": c.draft, "reason": ""}),
    "ask_partner": Row(AUTHOR, lambda c: {"partner": c.partner}, at=DURING),
    "confirm_partner": Row(
        BY_LINK, lambda _c: {"token": "nie-ma", "full_name": "Partner"}
    ),
    "add_signature": Row(
        SIGNERS,
        lambda c: {
            "entry": c.draft,
            "signatory": "HEAD",
            "unit_uid": c.draft.unit_uid,
            "full_name": "Wójt",
            "office": "wójt",
            "file": io.BytesIO(b"to nie jest podpis"),
            "name": "podpis.pdf",
        },
        at=DURING,
    ),
    "remove_signature": Row(SIGNERS, lambda c: {"signature": c.signature}, at=DURING),
    "answer_supplement": Row(
        AUTHOR, lambda c: {"entry": c.supplement, "answer": "Oto podpis."}
    ),
    "file_appeal": Row(AUTHOR, lambda c: {"entry": c.rejected, "text": "Nie tak."}),
    # The formal check.
    "save_check": Row(OFFICE, lambda c: {"entry": c.submitted, "items": {}}),
    "decide_check": Row(
        OFFICE, lambda c: {"entry": c.submitted, "verdict": "ACCEPT", "reasons": ""}
    ),
    "confirm_check": Row(OFFICE, lambda c: {"check": c.check}),
    "return_check": Row(OFFICE, lambda c: {"check": c.check, "note": "Źle."}),
    "disqualify_entry": Row(
        ORGANISER, lambda c: {"entry": c.submitted, "reason": "Powód"}
    ),
    "grant_deadline": Row(
        ORGANISER, lambda c: {"entry": c.draft, "until": LATER, "reason": "Awaria"}
    ),
    "change_group": Row(
        ORGANISER,
        lambda c: {"entry": c.entry, "group_code": "towns", "reason": "Powód"},
    ),
    "override_signature": Row(
        OFFICE,
        lambda c: {
            "signature": c.signature,
            "verdict": documents.Verdict.INTACT_TRUSTED,
            "reason": "Powód",
        },
    ),
    "decide_appeal": Row(
        ORGANISER, lambda c: {"appeal": c.appeal, "is_upheld": True, "answer": "Tak."}
    ),
    "copy_from_paper": Row(
        OFFICE,
        lambda c: edition(
            c,
            unit_code="120617",
            domain=None,
            posted_on=None,
            received_on=AFTER.date(),
        ),
    ),
    "register_paper": Row(
        OFFICE,
        lambda c: {
            "entry": c.submitted,
            "posted_on": None,
            "received_on": AFTER.date(),
        },
    ),
    "describe_copy": Row(
        OFFICE, lambda c: {"entry": c.draft, "domain": None, "partners": ()}
    ),
    "submit_copy": Row(OFFICE, lambda c: {"entry": c.draft}),
    # Experts.
    "invite_expert": Row(ORGANISER, lambda c: edition(c, facts=facts())),
    "describe_expert": Row(
        ORGANISER, lambda c: {"expert": c.invited, "facts": facts()}
    ),
    "take_in_experts": Row(ORGANISER, lambda c: edition(c, rows=[facts()])),
    "accept_invitation": Row(BY_LINK, lambda c: {"expert": c.invited}),
    "leave": Row(ORGANISER, lambda c: {"expert": c.assigned}),
    "add_conflict": Row(
        ORGANISER,
        lambda c: {"expert": c.assigned, "entry": c.entry, "text": "Szwagier"},
    ),
    "decide_conflict": Row(
        ORGANISER,
        lambda c: {"conflict": c.conflict, "confirmed": True, "reason": "Tak."},
    ),
    "rule_on_conflict": Row(
        ORGANISER,
        lambda c: {"conflict": c.conflict, "confirmed": True, "reason": "Tak."},
    ),
    "set_wish": Row(
        ORGANISER,
        lambda c: {
            "entry": c.entry,
            "expert": c.assigned,
            "wish": "PINNED",
            "reason": "Zna temat.",
        },
    ),
    "make_plan": Row(ORGANISER, edition),
    "improve_plan": Row(
        ORGANISER, lambda c: edition(c, seconds=0.2, clock=lambda: AFTER)
    ),
    "plan_of_pairs": Row(ORGANISER, lambda c: edition(c, pairs=[])),
    "adopt_plan": Row(ORGANISER, lambda c: {"plan": c.plan, "due_at": LATER}),
    "replan_without": Row(ORGANISER, lambda c: {"expert": c.assigned}),
    "call_further": Row(ORGANISER, lambda c: {"entry": c.entry}),
    "declare": Row(EXPERT, lambda c: {"assignment": c.assignment, "is_free": True}),
    "save_mark": Row(
        EXPERT,
        lambda c: {
            "assignment": c.assignment,
            "criterion": c.criterion,
            "points": Decimal(5),
            "comment": "Słabo.",
            "revision": 1,
        },
    ),
    "save_whole": Row(
        EXPERT,
        lambda c: {"assignment": c.assignment, "overall": "Tak.", "confidence": 3},
    ),
    "submit_marks": Row(EXPERT, lambda c: {"assignment": c.assignment}),
    "take_back_marks": Row(EXPERT, lambda c: {"assignment": c.assignment}),
    "write_consensus": Row(
        ORGANISER | EXPERT | {"conflicted"},
        lambda c: {"entry": c.entry, "text": "Zgoda."},
    ),
    "close_cell": Row(ORGANISER, lambda c: {"cell": c.entry.cell}),
    # Visits: the team and the office.
    "plan_visit": Row(ORGANISER, lambda c: {"entry": c.entry, "starts_at": MEETING}),
    "update_visit": Row(
        ORGANISER,
        lambda c: {
            "visit": c.visit,
            "starts_at": MEETING,
            "ends_at": None,
            "place": "",
            "host": "",
            "team": [],
        },
    ),
    "cancel_visit": Row(ORGANISER, lambda c: {"visit": c.visit}),
    "write_findings": Row(
        ORGANISER | {"juror"}, lambda c: {"visit": c.visit, "findings": "Zgodne."}
    ),
    "add_visit_file": Row(
        ORGANISER | {"juror"},
        lambda c: {"visit": c.visit, "prepared": pdf(), "caption": "Sala"},
    ),
    "close_visit": Row(ORGANISER | {"juror"}, lambda c: {"visit": c.visit}),
    # The jury meets without the office.
    "give_office_role": Row(
        ORGANISER,
        lambda c: edition(c, email="k@przyklad.pl", role=ContestRole.CHECKER),
    ),
    "end_office_role": Row(ORGANISER, lambda c: edition(c, membership=0)),
    "appoint_juror": Row(
        ORGANISER, lambda c: edition(c, full_name="Ktoś", email="k@przyklad.pl")
    ),
    "end_juror": Row(ORGANISER, lambda c: {"juror": c.bench.seats[2]}),
    "take_seat": Row({"juror", "chair"}, lambda c: {"juror": c.bench.seats[1]}),
    "record_recusal": Row(
        {"juror", "chair"},
        lambda c: {
            "juror": c.bench.seats[1],
            "entry": c.entry,
            "reason": "Brat.",
        },
    ),
    "plan_meeting": Row(CHAIR, lambda c: edition(c, starts_at=MEETING)),
    "update_meeting": Row(
        CHAIR,
        lambda c: {
            "meeting": c.meeting,
            "starts_at": MEETING,
            "place": "",
            "agenda": "",
            "notes": "",
            "present": [],
        },
    ),
    "decide_title": Row(
        CHAIR,
        lambda c: {
            "meeting": c.meeting,
            "entry": c.bench.entries[2],
            "kind": c.edition.title_kinds.get(code="finalist"),
            "justification": BOTH,
        },
    ),
    "decide_empty_cell": Row(
        CHAIR,
        lambda c: {
            "meeting": c.meeting,
            "cell": c.edition.cells.order_by("-pk")[0],
            "justification": BOTH,
        },
    ),
    "take_back_decision": Row(
        CHAIR,
        lambda c: {"award": c.meeting.awards.filter(entry=None).get()},
    ),
    "close_meeting": Row(CHAIR, lambda c: {"meeting": c.meeting}),
    "keep_minutes": Row(
        CHAIR, lambda c: {"meeting": c.meeting, "content": b"%PDF-1.7", "name": "p.pdf"}
    ),
    "keep_signed_minutes": Row(
        CHAIR, lambda c: {"meeting": c.meeting, "prepared": pdf()}
    ),
    "set_release": Row(
        CHAIR,
        lambda c: edition(
            c,
            stage="RESULTS",
            released_at=MEETING,
            typed=release_word(c.edition, "RESULTS"),
        ),
    ),
    "release_now": Row(
        CHAIR,
        lambda c: edition(c, stage="RESULTS", typed=release_word(c.edition, "RESULTS")),
    ),
    "withdraw_release": Row(CHAIR, lambda c: edition(c, stage="RESULTS")),
    "keep_package": Row(
        CHAIR, lambda c: edition(c, stage="RESULTS", sealed=seal_package(b"x"))
    ),
    "prepare_diplomas": Row(CHAIR, edition),
    # Before the release not even the office may know that there is one.
    "revoke_diploma": Row(set(), lambda c: {"diploma": c.diploma, "reason": "Błąd"}),
    "reissue_diploma": Row(
        set(),
        lambda c: {"diploma": c.diploma, "recipient_name": "Gmina", "reason": "Błąd"},
    ),
    # The end.
    "draft_feedback": Row(ORGANISER, edition),
    "save_feedback": Row(
        ORGANISER,
        lambda c: {
            "feedback": c.feedback,
            "points": [],
            "summary": "Dobrze.",
            "is_ready": False,
            "revision": 0,
        },
    ),
    "send_feedback": Row(ORGANISER, edition),
    "order_dossier": Row(
        ORGANISER, lambda c: edition(c, case_number="1", case_class="0541")
    ),
    "close_edition": Row(ORGANISER, edition),
    # The base of good practices: the office carries over, the author confirms.
    "make_practice_card": Row(ORGANISER, lambda c: {"entry": c.entry}),
    "make_practice_cards": Row(ORGANISER, lambda c: edition(c, uids=[c.entry.uid])),
    "ask_about_card": Row(ORGANISER, lambda c: {"made": carried_over(c)}),
    "answer_about_card": Row(
        AUTHOR, lambda c: {"made": carried_over(c), "is_right": True}
    ),
    "hand_out_person": Row(ORGANISER, lambda c: edition(c, email="a@przyklad.pl")),
    "erase_person": Row(
        ORGANISER, lambda c: edition(c, email="a@przyklad.pl", reason="Prośba")
    ),
}
#: Steps inside other acts, work of jobs and commands: no person calls them.
NO_RIGHTS = {
    "add_version",
    "block_declared",
    "call_supplement",
    "load_past_editions",
    "note_reading",
    "show_past_results",
}
#: Need a file on the disk that only the background job writes.
ELSEWHERE = {"discard_dossier", "open_dossier"}


def acts() -> dict[str, Callable[..., Any]]:
    """Public functions of actions that somebody does."""
    found = {}
    for info in pkgutil.iter_modules(actions.__path__):
        module = importlib.import_module(f"{actions.__name__}.{info.name}")
        for name in getattr(module, "__all__", []):
            act = getattr(module, name)
            if inspect.isfunction(act) and {"by", "change"} & set(
                inspect.signature(act).parameters
            ):
                found[name] = act
    return found


def test_every_act_has_a_row():
    assert set(ROWS) ^ (set(acts()) - NO_RIGHTS - ELSEWHERE) == set()


def _try(cast: Cast, name: str, role: str) -> bool:
    """Whether a role may; everything is undone."""
    row, act, by = ROWS[name], acts()[name], cast.people[role]
    parameters = inspect.signature(act).parameters
    with transaction.atomic():
        arguments = row.make(cast)
        if "change" in parameters:
            arguments["change"] = arguments["change"](by, row.at)
        else:
            arguments["by"] = by
        for moment in {"now", "received_at"} & set(parameters):
            arguments[moment] = row.at
        try:
            with transaction.atomic():
                act(**arguments)
            allowed = True
        except NotAllowedError:
            allowed = False
        except (MiaraError, ContestError, documents.DocumentsError):
            allowed = True
        transaction.set_rollback(True)
    return allowed


def test_each_role_may_do_what_the_table_says(settings, monkeypatch):
    monkeypatch.setattr("miara.documents.typesetting._in_transaction", lambda: False)
    cast = make_cast()
    wrong = {}
    for name, row in ROWS.items():
        may = {role for role in PEOPLE if _try(cast, name, role)}
        if may != row.who:
            wrong[name] = f"more {sorted(may - row.who)}, less {sorted(row.who - may)}"
    assert wrong == {}
    assert OPENS < DURING < AFTER
