"""Resolutions: entered, changed, carried out, imported; the trail; facts for above."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.plans import NOW, TODAY, UNIT

from miara.audit import public as audit
from miara.council import public as council
from miara.council.actions.intake import send_file, take_over, throw_away
from miara.council.actions.resolutions import (
    change_resolution,
    change_words,
    create_resolution,
    note_execution,
    remove_resolution,
)
from miara.council.domain.table import BadTableError
from miara.council.errors import (
    AlreadyTakenError,
    NothingToTakeError,
    RegisterChangedError,
    ResolutionExistsError,
    TableFaultyError,
)
from miara.council.models import CouncilSettings, Resolution, ResolutionIntake
from miara.council.queries.intake import read_file, register_plan
from miara.council.queries.resolutions import resolutions_of, years_of
from miara.cycle import public as cycle
from miara.documents import public as documents

HEAD = ("Numer", "Data", "Tytuł", "Wykonawca", "Stan", "Cele")


@pytest.fixture
def who(office):
    return {"by": office.people["planner"], "now": NOW}


@pytest.fixture
def send(office, as_csv, who):
    """A file of rows, as it waits for a decision, and the digest of its plan."""

    def go(*rows, name="uchwaly.csv"):
        made = send_file(UNIT, content=as_csv(HEAD, *rows), name=name, **who)
        content = documents.read_file(made.stored)
        plan = register_plan(read_file(content, UNIT, TODAY), UNIT)
        return made, plan

    return go


def kinds():
    return list(audit.Event.objects.order_by("pk").values_list("kind", flat=True))


def told():
    return audit.describe_all(list(audit.Event.objects.order_by("pk")))


def test_number_and_day_tell_a_resolution(resolution, who):
    same = {"number": "XII/86/2025", "adopted_on": date(2025, 5, 29), "title": "inna"}
    with pytest.raises(ResolutionExistsError) as caught:
        create_resolution(UNIT, same, **who)
    assert "XII/86/2025" in caught.value.for_people()
    with transaction.atomic(), pytest.raises(IntegrityError):
        Resolution.objects.create(unit_uid=UNIT, **same)
    create_resolution(UNIT, {**same, "adopted_on": date(2025, 5, 30)}, **who)
    assert years_of(UNIT) == [2025]


def test_a_change_is_told_and_two_people_do_not_overwrite_each_other(resolution, who):
    change_resolution(resolution, {"subject": "drogi"}, version=1, **who)
    assert told()[-1].endswith("Zmieniono uchwałę XII/86/2025: przedmiot: – → drogi.")
    with pytest.raises(cycle.ChangedMeanwhileError):
        change_resolution(resolution, {"subject": "ulice"}, version=1, **who)
    events = audit.Event.objects.count()
    change_resolution(resolution, {"subject": "drogi"}, version=2, **who)
    assert audit.Event.objects.count() == events


def test_notes_keep_how_it_is_carried_out(resolution, office):
    day = date(2025, 7, 1)
    who = {"by": office.people["engineer"], "now": NOW}
    for state, text in (("IN_EXECUTION", "Zamówiono tablice."), ("EXECUTED", "Są.")):
        note_execution(resolution, noted_on=day, state=state, text=text, **who)
    resolution.refresh_from_db()
    assert resolution.state == "EXECUTED"
    assert [note.state for note in resolution.notes.order_by("pk")] == [
        "IN_EXECUTION",
        "EXECUTED",
    ]
    assert "stan w trakcie wykonania → wykonana, z adnotacją." in told()[-1]
    with pytest.raises(cycle.NotAllowedError):
        note_execution(
            resolution,
            noted_on=day,
            state="LAPSED",
            text="x",
            by=office.people["reader"],
            now=NOW,
        )


def test_a_mistake_is_taken_off_with_a_reason(resolution, who):
    with pytest.raises(cycle.ReasonMissingError):
        remove_resolution(resolution, reason=" ", **who)
    remove_resolution(resolution, reason="Wpisana dwa razy.", **who)
    assert not Resolution.objects.exists()
    assert "XII/86/2025" in told()[-1]
    assert told()[-1].endswith("Wpisana dwa razy.")


def test_words_of_the_unit_stand_in_facts(resolution, who):
    change_words(UNIT, {"ADOPTED": "przyjęta", "LAPSED": ""}, version=1, **who)
    assert CouncilSettings.objects.get().words == {"ADOPTED": "przyjęta"}
    (facts,) = council.resolutions_of_year(UNIT, 2025)
    assert facts == council.ResolutionFacts(
        number="XII/86/2025",
        day=date(2025, 5, 29),
        title="w sprawie nadania nazwy ulicy Żółtej",
        executor="Inżynier",
        state="ADOPTED",
        state_label="przyjęta",
    )
    assert council.resolutions_of_year(UNIT, 2024) == []
    assert "podjęta: przyjęta" in told()[-1]
    change_words(UNIT, {}, version=2, **who)
    assert "wspólne nazwy" in told()[-1]


def test_words_are_found_in_any_letters(resolution):
    for text in ("zoltej", "ŻÓŁTEJ xii/86", "nazwy ulicy"):
        assert resolutions_of(UNIT, text=text).count() == 1
    assert resolutions_of(UNIT, text="żółtej placu").count() == 0


def test_filters_of_the_list(resolution, office):
    Resolution.objects.update(deadline=TODAY - timedelta(days=1))
    assert resolutions_of(UNIT, year=2025, state="ADOPTED").count() == 1
    assert resolutions_of(UNIT, executor=office.engineer.pk).count() == 1
    assert resolutions_of(UNIT, executor=0).count() == 0
    assert resolutions_of(UNIT, overdue_on=TODAY).count() == 1
    Resolution.objects.update(state="EXECUTED")
    assert resolutions_of(UNIT, overdue_on=TODAY).count() == 0


def test_a_file_is_taken_over_as_a_whole_and_once(resolution, goal, send, who):
    rows = [
        ("XII/86/2025", "29.05.2025", "", "", "wykonana", "I.1"),
        ("XII/87/2025", "29.05.2025", "w sprawie budżetu", "Skarbnik (FN)", "", "I.1"),
        ("XII/88/2025", "2025-05-29", "w sprawie apelu", "", "wygasła", ""),
    ]
    made, plan = send(*rows)
    assert (len(plan.added), len(plan.changed), plan.same) == (2, 1, 0)
    again, _plan = send(*rows)
    assert again.pk == made.pk
    take_over(made, digest=plan.digest, **who)
    resolution.refresh_from_db()
    assert (resolution.state, resolution.version) == ("EXECUTED", 2)
    assert [row.code for row in resolution.goals.all()] == ["I.1"]
    assert resolution.executor is not None
    new = Resolution.objects.get(number="XII/87/2025")
    assert (new.state, new.executor.title) == ("ADOPTED", "Skarbnik")
    assert "budzetu" in new.searched
    assert told()[-1].endswith("nowych 2, zmienionych 1.")
    assert "stan wykonania: podjęta → wykonana" in told()[-2]
    with pytest.raises(AlreadyTakenError):
        take_over(made, digest=plan.digest, **who)
    second, idle = send(*rows)
    assert second.pk != made.pk
    assert idle.is_idle
    with pytest.raises(NothingToTakeError):
        take_over(second, digest=idle.digest, **who)
    throw_away(second, **who)
    assert ResolutionIntake.objects.get().state == "TAKEN"
    assert kinds().count("council.file_taken") == 1


def test_one_faulty_cell_stops_the_whole_file(office, send, who):
    made, plan = send(
        ("I/1/2025", "27.03.2025", "dobra"), ("I/2/2025", "wiosną", "zła")
    )
    assert len(plan.faults) == 1
    with pytest.raises(TableFaultyError):
        take_over(made, digest=plan.digest, **who)
    assert not Resolution.objects.exists()


def test_what_somebody_changed_meanwhile_is_looked_at_again(resolution, send, who):
    made, plan = send(("XII/86/2025", "29.05.2025", "nowy tytuł"))
    change_resolution(resolution, {"title": "inny tytuł"}, version=None, **who)
    with pytest.raises(RegisterChangedError):
        take_over(made, digest=plan.digest, **who)
    resolution.refresh_from_db()
    assert resolution.title == "inny tytuł"


def test_a_file_of_another_kind_is_refused(office, who):
    with pytest.raises(documents.BadFileError):
        send_file(UNIT, content=b"%PDF-1.4", name="uchwaly.pdf", **who)
    with pytest.raises(BadTableError):
        read_file("same słowa".encode(), UNIT, TODAY)


def test_only_planners_send_files(office):
    for name in ("reader", "engineer", "stranger"):
        with pytest.raises(cycle.NotAllowedError):
            send_file(
                UNIT, content=b"a;b", name="a.csv", by=office.people[name], now=NOW
            )
