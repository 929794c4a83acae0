"""No acknowledged answer is ever lost, nothing typed disappears."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories.finished_contest import minimal_pdf
from tests.questionnaires.conftest import ANSWERS, LATER, NOW, OWNER

from miara.documents import public as documents
from miara.questionnaires import permissions
from miara.questionnaires.domain.values import UnreadableValue
from miara.questionnaires.models import AnswerChange
from miara.questionnaires.public import (
    AttachmentRefused,
    Conflict,
    Saved,
    SheetLocked,
    UnknownField,
    attach_file,
    attach_film,
    content_of,
    detach_file,
    erase_personal,
    fill,
    history,
    lock_sheet,
    open_sheet,
    register_owner,
    restore,
    save_answer,
    snapshot,
    unlock_sheet,
    values_for,
)

pytestmark = pytest.mark.django_db


def save(sheet, value, base, by=None, *, field="title", now=NOW):
    return save_answer(
        sheet=sheet, field=field, value=value, base_revision=base, by=by, now=now
    )


def test_a_second_writer_with_an_old_page_does_not_overwrite(sheet, writer, colleague):
    assert save(sheet, "Moje", 0, writer) == Saved(1, "Moje")
    answer = save(sheet, "Cudze", 0, colleague, now=LATER)
    assert isinstance(answer, Conflict)
    assert (answer.value, answer.revision) == ("Moje", 1)
    assert (answer.by, answer.at) == (writer, NOW)
    kept = AnswerChange.objects.get(pk=answer.kept)
    assert (kept.value, kept.outcome, kept.by) == ("Cudze", "CONFLICT", colleague)
    # Having seen both, the second writer decides.
    assert save(sheet, "Cudze", 1, colleague, now=LATER) == Saved(2, "Cudze")


def test_the_same_value_sent_again_is_acknowledged_again(sheet, writer):
    save(sheet, "Tytuł", 0, writer)
    again = save(sheet, "  Tytuł ", 0, writer)
    assert again == Saved(1, "Tytuł", changed=False)
    assert history(sheet).count() == 1


def test_what_breaks_a_limit_is_kept_as_typed(sheet, writer):
    saved = save(sheet, "około 12", 0, writer, field="count")
    assert saved.value == "około 12"


def test_a_locked_sheet_takes_nothing_until_it_is_opened(sheet, writer):
    lock_sheet(sheet=sheet, by=writer, now=NOW)
    with pytest.raises(SheetLocked):
        save(sheet, "Za późno", 0, writer)
    unlock_sheet(sheet=sheet, by=writer, now=NOW)
    assert save(sheet, "W porę", 0, writer).revision == 1


def test_wrong_fields_and_shapes_are_refused(sheet, writer):
    with pytest.raises(UnknownField):
        save(sheet, "x", 0, writer, field="nie_ma")
    with pytest.raises(UnreadableValue):
        save(sheet, ["x"], 0, writer)
    with pytest.raises(UnknownField):
        fill(sheet=sheet, values={"title": "A", "nie_ma": 1}, by=writer, now=NOW)
    assert content_of(sheet).values == {}


def test_fill_and_restore(sheet, writer):
    changed = fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    assert changed == list(ANSWERS)
    sealed = snapshot(sheet)
    fill(sheet=sheet, values={"title": "Inny", "story": None}, by=writer, now=LATER)
    assert snapshot(sheet).sha256 != sealed.sha256
    assert restore(sheet=sheet, content=sealed.content, by=writer, now=LATER) == [
        "title",
        "story",
    ]
    assert snapshot(sheet) == sealed
    texts = [change.value for change in history(sheet, "title")]
    assert texts == ["Wspólne usługi", "Inny", "Wspólne usługi"]


def test_some_fields_are_restored_with_their_attachments(sheet, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    films = [f"https://przyklad.pl/{name}" for name in ("a", "b")]
    of_files = {"sheet": sheet, "field": "papers", "by": writer}
    first = attach_film(url=films[0], now=NOW, **of_files)
    sealed = snapshot(sheet)
    fill(sheet=sheet, values={"title": "Inny", "story": None}, by=writer, now=LATER)
    detach_file(file=first, by=writer, now=LATER)
    attach_film(url=films[1], now=LATER, **of_files)
    changed = restore(
        sheet=sheet,
        content=sealed.content,
        fields=["title", "papers"],
        by=None,
        now=LATER,
    )
    assert changed == ["title", "papers"]
    content = content_of(sheet)
    assert content.values["title"] == ANSWERS["title"]
    assert content.values.get("story") is None
    assert [each.url for each in content.files] == films[:1]


def test_audiences_get_white_lists_and_never_personal_data(sheet, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    assert set(values_for(sheet, "PUBLIC")) == {"title", "story", "costs", "results"}
    assert set(values_for(sheet, "BLIND")) == {"title", "words"}
    assert set(values_for(sheet, "FULL")) == set(ANSWERS)


def test_erasure_reaches_the_history(sheet, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    fill(sheet=sheet, values={"head": None}, by=writer, now=LATER)
    lock_sheet(sheet=sheet, by=writer, now=LATER)
    assert erase_personal(sheet=sheet, by=None, now=LATER) == ["contact"]
    remains = str([change.value for change in history(sheet)])
    assert "Zmyślony" not in remains
    assert "Fikcyjna" not in remains
    assert "Wspólne usługi" in remains


_steps = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.text("xyz ", max_size=3),
        st.booleans(),
    ),
    max_size=12,
)


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=_steps)
def test_nothing_acknowledged_is_lost(version, writer, colleague, steps):
    """Two writers save in any order, each seeing the answer now and then."""
    sheet = open_sheet(
        version=version, owner_kind=OWNER, owner_id="1", by=writer, now=NOW
    )
    people = {"a": writer, "b": colleague}
    seen = {"a": 0, "b": 0}
    present, revision, sent = None, 0, []
    for who, text, refresh in steps:
        if refresh:
            seen[who] = revision
        answer = save(sheet, text, seen[who], people[who])
        clean = text.strip() or None
        sent.append(" ".join(text.split()) or None)
        clean = sent[-1]
        if isinstance(answer, Saved):
            # Acknowledged: what was sent stands.
            assert answer.value == clean
            assert answer.revision >= revision
            present, revision = answer.value, answer.revision
            seen[who] = revision
        else:
            assert answer.value == present != clean
            assert seen[who] < revision
    assert content_of(sheet).values.get("title") == present
    kept = [change.value for change in history(sheet)]
    # Every text that differed from what stood at the time is in the history.
    assert {text for text in sent if text is not None} <= set(kept) | {present}
    saved = history(sheet).filter(outcome="SAVED")
    assert sorted(change.revision for change in saved) == list(range(1, revision + 1))


def test_a_known_sheet_has_its_known_digest_on_every_database(sheet, writer):
    """The digest that people were given must be computable for ever.

    It may only change together with `miara.questionnaires.domain.sealed.FORMAT`.
    """
    known = {**ANSWERS, "unit": {"code": "", "name": "Nigdzie", "uid": ""}}
    fill(sheet=sheet, values=known, by=writer, now=NOW)
    assert snapshot(sheet).sha256 == (
        "7b1e307c06c858414cb264a1b00ba2bb11c59e586fb1fa057763640955b7203c"
    )


def test_the_owner_limits_attachments_alone_and_together(sheet, writer, rules):
    one = len(minimal_pdf("a"))
    limits = (one + 100, 2 * one)
    known = permissions.rules_of(OWNER)
    register_owner(OWNER, replace(known, file_limits=lambda sheet: limits))

    def attach(text):
        attach_file(
            sheet=sheet,
            field="papers",
            kind="DOCUMENT",
            content=minimal_pdf(text),
            name="plik.pdf",
            by=writer,
            now=NOW,
        )

    with pytest.raises(documents.DocumentsError):
        attach("a" * 200)
    attach("a")
    with pytest.raises(AttachmentRefused, match="Wszystkie załączniki razem"):
        attach("b" * 20)
    assert len(content_of(sheet).files) == 1
