"""Applications become drafts of the good-practice base, and their authors confirm them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.factories.assessment import make_accepted
from tests.factories.contest import AFTER, DURING, make_form, make_person, make_world
from tests.factories.jury import (
    MEETING,
    RELEASE,
    SPECIAL,
    decide,
    make_bench,
    make_meeting,
)

from miara.accounts.public import grant_role
from miara.audit.public import describe_all, events_for
from miara.contest.actions.jury import close_meeting
from miara.contest.actions.practice_cards import (
    answer_about_card,
    ask_about_card,
    make_practice_card,
    make_practice_cards,
)
from miara.contest.actions.release import release_word, set_release
from miara.contest.domain.practice_mapping import mapping_for
from miara.contest.errors.cards import (
    AnsweredError,
    CarriedOverError,
    CorrectionMissingError,
    NoConsentError,
    NotAdmittedError,
    UnclearAnswerError,
)
from miara.contest.errors.closing import ResultsSealedError
from miara.contest.models import Entry, EntryCard
from miara.contest.queries.practice_cards import awarded_entries, why_card_waits
from miara.contest.roles import ContestRole, entry_scope
from miara.notifications.models import Message
from miara.practices.public import (
    PART_CODES,
    Contact,
    PracticeCard,
    PracticesError,
    publish_card,
)
from miara.questionnaires.domain.kinds import Kind
from miara.questionnaires.public import Audience, load_form, may_see, shipped_forms

pytestmark = pytest.mark.django_db

LATER = RELEASE + timedelta(days=1)
SECRET = "Tajna-Osoba-5521"
ANSWERS = {
    "title": "Wspólne centrum usług",
    "domain": "social_assistance",
    "implementing_unit": "Centrum Usług w Zielonkach",
    "is_joint": True,
    "partners": [
        {"kind": "UNIT", "code": "126101", "uid": "126101", "name": "Kraków",
         "role": "Dała lokal."},
        {"kind": "OTHER", "code": "", "name": "Fundacja", "role": "Prowadzi kurs."},
    ],
    "head": {"name": SECRET, "office": "wójt"},
    "contact": {"name": SECRET, "email": "tajna@przyklad.pl"},
    "address": f"ul. {SECRET} 1",
    "period": {"from": "2023-02-01", "to": "2023-11-30"},
    "still_running": True,
    "before": "Kolejki sięgały dwóch godzin.",
    "integration": "Wynika ze strategii.",
    "sustainability": "Jest w budżecie.",
    "results_table": [
        {"name": "Kolejka", "unit": "min", "baseline": "120", "baseline_year": "2022",
         "target": "30", "achieved": "22.5", "achieved_year": "2024", "source": "bilety"}
    ],
    "costs_table": [
        {"item": "Remont", "one_off": "15000.50", "yearly": "1200", "source": "budżet"}
    ],
    "publication": {"agreed": True},
}  # fmt: skip


@pytest.fixture
def world():
    made = make_world()
    made.edition.form = make_form(
        made.edition, load_form("slz").model_dump(mode="json") | {"code": "slz"}
    )
    made.edition.save()
    return made


def accepted(world, number=1, **changed):
    entry = make_accepted(
        world, number, title=ANSWERS["title"], values={**ANSWERS, **changed}
    )
    grant_role(
        user=world.clerk,
        role_code=ContestRole.AUTHOR,
        scope=entry_scope(entry.uid),
        by=None,
        now=DURING,
    )
    return entry


def draft_of(made):
    return made.card.get_latest_revision_as_object()


def carry_over(world, entry, now=AFTER):
    return make_practice_card(entry=entry, by=world.organiser, now=now)


def everything_in(draft):
    rows = (draft.partners, draft.result_rows, draft.costs, draft.awards)
    return repr(
        [vars(draft), vars(draft.contact)] + [vars(r) for m in rows for r in m.all()]
    )


def release(world, bench, *, closed=True):
    meeting = make_meeting(world, bench)
    decide(world, bench, meeting)
    close_meeting(meeting=meeting, by=bench.chair, now=MEETING)
    set_release(
        edition=world.edition,
        stage="RESULTS",
        released_at=RELEASE,
        typed=release_word(world.edition, "RESULTS"),
        by=bench.chair,
        now=MEETING,
    )


def test_mapping_names_parts_and_public_fields_that_exist():
    fields = load_form("slz").by_code
    rule = mapping_for("slz")
    assert set(rule.texts) <= set(PART_CODES)
    named = {code for codes in rule.texts.values() for code in codes} | {
        rule.title, rule.lead, rule.period, rule.is_running, rule.partners,
        rule.results, rule.costs, rule.domain,
    }  # fmt: skip
    assert [code for code in named if not may_see(Audience.PUBLIC, fields[code])] == []
    assert fields[rule.consent].kind == Kind.STATEMENT
    assert set(rule.places) == {choice.code for choice in fields["domain"].choices}
    assert rule.form in shipped_forms()


def test_public_long_answers_all_have_a_part():
    """An answer that is added to the form must be carried over, or left out on purpose."""
    named = {code for codes in mapping_for("slz").texts.values() for code in codes}
    long = {
        field.code
        for field in load_form("slz").all_fields()
        if field.kind == Kind.LONG_TEXT and field.is_public
    }
    assert long - named == set()


def test_card_says_what_the_application_says(world):
    entry = accepted(world)
    made = carry_over(world, entry)
    draft = draft_of(made)
    assert (draft.title, draft.unit_uid) == ("Wspólne centrum usług", "120617")
    assert draft.lead_name == "Centrum Usług w Zielonkach"
    assert (draft.section, draft.domain) == ("social", "social_inclusion")
    assert (draft.began_on, draft.is_running) == (date(2023, 2, 1), True)
    assert draft.situation == "Kolejki sięgały dwóch godzin."
    assert draft.organisation == "Wynika ze strategii.\n\nJest w budżecie."
    assert [(p.unit_uid, p.name) for p in draft.partners.all()] == [
        ("126101", ""),
        ("", "Fundacja"),
    ]
    (row,) = draft.result_rows.all()
    assert (row.before, row.after, row.direction) == (120, Decimal("22.5"), "DOWN")
    assert (row.before_year, row.after_year, row.is_aim) == (2022, 2024, True)
    assert [(c.kind, c.amount) for c in draft.costs.all()] == [
        ("ONE_OFF", Decimal("15000.50")),
        ("YEARLY", Decimal(1200)),
    ]
    assert made.card.live is False
    assert (made.card.origin, made.card.origin_key) == ("CONTEST", entry.uid)


def test_answers_that_are_not_public_stay_in_the_application(world):
    made = carry_over(world, accepted(world))
    said = everything_in(draft_of(made))
    assert "Kolejki" in said
    assert SECRET not in said
    assert "tajna@" not in said


def test_answers_that_an_edition_does_not_publish_are_not_carried_over():
    """The form of this edition keeps its goals to itself, and the mapping names them."""
    world = make_world()
    entry = make_accepted(world, title="Jawny tytuł", goals=f"Cel: {SECRET}")
    draft = draft_of(carry_over(world, entry))
    assert draft.title == "Jawny tytuł"
    assert draft.goals == ""
    assert SECRET not in everything_in(draft)


def test_long_names_fit_into_the_base(world):
    costs = [{**ANSWERS["costs_table"][0], "item": "Remont " * 40}]
    made = carry_over(world, accepted(world, costs_table=costs))
    label = draft_of(made).costs.all()[0].label
    assert len(label) == 200
    assert label.endswith("…")


def test_card_is_made_once(world):
    entry = accepted(world)
    carry_over(world, entry)
    with pytest.raises(CarriedOverError):
        carry_over(world, entry)
    assert PracticeCard.objects.count() == 1


def test_only_admitted_applications_that_agree(world):
    waits = accepted(world, 1)
    Entry.objects.filter(pk=waits.pk).update(state="SUBMITTED")
    with pytest.raises(NotAdmittedError):
        carry_over(world, waits)
    silent = accepted(world, 2, publication=None)
    with pytest.raises(NoConsentError):
        carry_over(world, silent)


def test_numbers_that_the_base_cannot_hold_are_left_out(world):
    rows = [{**ANSWERS["results_table"][0], "achieved": "9" * 18}]
    costs = [{**ANSWERS["costs_table"][0], "one_off": "9" * 15}]
    made = carry_over(world, accepted(world, results_table=rows, costs_table=costs))
    assert draft_of(made).result_rows.get().after is None
    assert [row.kind for row in draft_of(made).costs.all()] == ["YEARLY"]


def test_titles_come_with_the_release_and_not_a_second_before():
    world = make_world()
    bench = make_bench(world)
    release(world, bench)
    first, second, _third = bench.entries
    early = carry_over(world, first, now=RELEASE - timedelta(seconds=1))
    assert list(draft_of(early).awards.all()) == []
    late = carry_over(world, second, now=LATER)
    award, *_others = draft_of(late).awards.all()
    assert (award.contest, award.year) == ("Lider Zarządzania", 2026)
    assert award.source.endswith("/konkursy/lider/2026/wyniki/")


def test_nothing_is_known_of_titles_before_the_release():
    world = make_world()
    bench = make_bench(world)
    release(world, bench)
    before = RELEASE - timedelta(seconds=1)
    uids = [entry.uid for entry in bench.entries]
    assert awarded_entries(world.edition, now=before) == []
    with pytest.raises(ResultsSealedError):
        make_practice_cards(
            edition=world.edition, uids=uids, by=world.organiser, now=before
        )
    for entry in bench.entries:
        carry_over(world, entry, now=before)
    texts = [everything_in(draft_of(made)) for made in EntryCard.objects.all()]
    texts += [message.subject + message.text for message in Message.objects.all()]
    assert not [text for text in texts if SPECIAL in text or "aureat" in text]


def test_finalists_and_laureates_are_carried_over_together():
    world = make_world()
    bench = make_bench(world)
    release(world, bench)
    rows = awarded_entries(world.edition, now=LATER)
    first = carry_over(world, rows[0].entry, now=LATER)
    stranger = make_accepted(world, 77)
    done = make_practice_cards(
        edition=world.edition,
        uids=[row.entry.uid for row in rows] + [stranger.uid],
        by=world.organiser,
        now=LATER,
    )
    assert {made.entry_id for made in done.made} == {row.entry.pk for row in rows[1:]}
    assert [entry.pk for entry, _error in done.refused] == [first.entry_id]


def test_many_awarded_applications_cost_no_more_questions():
    world = make_world()
    bench = make_bench(world)
    release(world, bench)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = awarded_entries(world.edition, now=LATER)
    assert len(rows) > 1
    assert len(asked) <= 7


def test_author_is_asked_and_confirms(world):
    entry = accepted(world)
    made = carry_over(world, entry)
    letter = Message.objects.get(kind="contest.card_to_confirm")
    assert letter.recipient == world.clerk.email
    contact = Contact(office="Urząd Gminy", office_email="gmina@przyklad.pl")
    answer_about_card(
        made=made, is_right=True, contact=contact, by=world.clerk, now=LATER
    )
    made.refresh_from_db()
    assert (made.answer, made.answered_by) == ("RIGHT", world.clerk)
    card = PracticeCard.objects.get(pk=made.card_id)
    assert card.life.confirmed_on == LATER.date()
    assert card.contact.office_email == "gmina@przyklad.pl"
    told = Message.objects.get(kind="contest.card_answered")
    assert told.recipient == world.organiser.email
    with pytest.raises(AnsweredError):
        answer_about_card(
            made=made, is_right=False, note="Nie", by=world.clerk, now=LATER
        )
    assert len(describe_all(events_for(entry))) >= 2


def test_author_asks_for_a_correction_and_is_asked_again(world):
    made = carry_over(world, accepted(world))
    with pytest.raises(CorrectionMissingError):
        answer_about_card(made=made, is_right=False, by=world.clerk, now=LATER)
    with pytest.raises(UnclearAnswerError):
        answer_about_card(
            made=made, is_right=True, note="Rok", by=world.clerk, now=LATER
        )
    answer_about_card(
        made=made, is_right=False, note="Zły rok.", by=world.clerk, now=LATER
    )
    told = Message.objects.get(kind="contest.card_answered")
    assert "Zły rok." in told.text
    made = ask_about_card(made=made, by=world.organiser, now=LATER)
    assert (made.answer, made.note, made.asked_at) == ("", "", LATER)
    answer_about_card(made=made, is_right=True, by=world.clerk, now=LATER)
    with pytest.raises(AnsweredError):
        ask_about_card(made=made, by=world.organiser, now=LATER)


@pytest.mark.parametrize(
    "fields",
    [{"answer": "RIGHT"}, {"answered_at": AFTER},
     {"answer": "CORRECTION", "answered_at": AFTER}],
)  # fmt: skip
def test_answer_is_whole(world, fields):
    made = carry_over(world, accepted(world))
    with pytest.raises(IntegrityError), transaction.atomic():
        EntryCard.objects.filter(pk=made.pk).update(**fields)


def test_office_and_author_go_through_their_pages(client, world, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    entry = accepted(world)
    place = {"contest": "lider", "slug": "2026"}
    one = reverse("contest:application", kwargs={**place, "uid": entry.uid})
    client.force_login(world.organiser, "django.contrib.auth.backends.ModelBackend")
    make = reverse("contest:application-card", kwargs={**place, "uid": entry.uid})
    assert make in client.get(one).content.decode()
    client.post(make)
    made = EntryCard.objects.get()
    assert make not in client.get(one).content.decode()
    page = client.get(reverse("contest:cards", kwargs=place)).content.decode()
    assert entry.number in page
    client.force_login(world.clerk, "django.contrib.auth.backends.ModelBackend")
    link = reverse("contest:entry-card", args=[entry.uid])
    assert (
        link in client.get(reverse("contest:entry", args=[entry.uid])).content.decode()
    )
    page = client.get(link).content.decode()
    assert "Kolejki sięgały dwóch godzin." in page
    assert SECRET not in page
    both = {"action": "right", "note": "Rok"}
    assert client.post(link, both).status_code == 422
    said = {"action": "right", "office": "Urząd", "office_email": "u@przyklad.pl"}
    assert client.post(link, said).status_code == 302
    made.refresh_from_db()
    assert made.answer == "RIGHT"
    assert made.card.contact.office == "Urząd"
    assert "action" not in client.get(link).content.decode().split("<main")[1]


def test_reader_of_the_unit_sees_the_draft_but_does_not_answer(
    client, world, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    entry = accepted(world)
    made = carry_over(world, entry)
    signer = make_person("wojt")
    grant_role(
        user=signer,
        role_code=ContestRole.SIGNATORY,
        scope=entry_scope(entry.uid),
        by=None,
        now=DURING,
    )
    client.force_login(signer, "django.contrib.auth.backends.ModelBackend")
    link = reverse("contest:entry-card", args=[entry.uid])
    assert 'name="action"' not in client.get(link).content.decode()
    assert client.post(link, {"action": "right"}).status_code == 422
    made.refresh_from_db()
    assert made.answer == ""


def test_a_description_waits_for_its_author_on_the_way_to_readers(world):
    made = carry_over(world, accepted(world))
    waiting = why_card_waits(made.card)
    assert waiting
    short = "Gmina zrobiła to krok po kroku i opisała, jak to działa na co dzień. " * 5
    draft = made.card.get_latest_revision_as_object()
    for code in PART_CODES:
        setattr(draft, code, short if code == "solution" else short[:140])
    draft.save_revision()
    card = PracticeCard.objects.get(pk=made.card_id)
    with pytest.raises(PracticesError) as refused:
        publish_card(card, by=None, now=LATER)
    assert refused.value.for_people() == waiting
    answer_about_card(
        made=made, is_right=False, note="Zły rok.", by=world.clerk, now=LATER
    )
    assert "Zły rok." in why_card_waits(card)
    answer_about_card(made=made, is_right=True, by=world.clerk, now=LATER)
    assert why_card_waits(card) == ""
    assert publish_card(card, by=None, now=LATER).live
