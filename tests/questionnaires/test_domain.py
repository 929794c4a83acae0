"""Definitions, values, limits, differences: pure rules."""

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.questionnaires.conftest import ANSWERS, DATA, definition_of

from miara.questionnaires.domain.checks import check, from_data
from miara.questionnaires.domain.differences import Change, differences
from miara.questionnaires.domain.problems import (
    problems_of,
    progress_of,
    value_problems,
)
from miara.questionnaires.domain.sealed import seal
from miara.questionnaires.domain.values import cost_totals, normalise
from miara.questionnaires.loading import as_yaml, parse_form
from miara.questionnaires.public import FaultyDefinition, load_form, shipped_forms

FORM = definition_of()
FIELDS = FORM.by_code


def changed(**changes):
    """The form of the tests with settings of fields changed: field__setting=value."""
    data = copy.deepcopy(DATA)
    for section in data["sections"]:
        for field in section["fields"]:
            for key, value in changes.items():
                code, _sep, setting = key.rpartition("__")
                if field["code"] == code:
                    field[setting] = value
    return data


def told(data):
    return [str(problem) for problem in from_data(data)[1]]


def test_the_form_of_the_tests_has_every_kind_and_no_fault():
    from miara.questionnaires.public import Kind

    assert {field.kind for field in FORM.all_fields()} == set(Kind)
    assert check(FORM) == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"story__code": "title"}, "title: Dwa pola mają ten sam kod. Nadaj jednemu z nich inny."),
        ({"why__condition": {"field": "nie_ma", "values": [True]}}, "why: Pole zależy od pola nie_ma, którego nie ma."),
        ({"why__condition": {"field": "why", "values": [True]}}, "why: Pole zależy od samego siebie."),
        ({"why__condition": {"field": "story", "values": ["x"]}}, "why: Pole może zależeć tylko od pola wyboru albo od pytania „tak czy nie”."),
        ({"why__condition": {"field": "colour", "values": ["green"]}}, "why: Pole czeka na odpowiedź, której pole colour nie ma: green."),
        ({"colour__condition": {"field": "tools", "values": ["axe"]}, "tools__condition": {"field": "colour", "values": ["red"]}}, "colour: Pola zależą od siebie w kółko: colour → tools → colour."),
        ({"count__max_words": 3}, "count: Limit słów albo znaków może mieć tylko pole tekstowe."),
        ({"count__minimum": 2000}, "count: Najmniejsza wartość jest większa od największej."),
        ({"colour__choices": []}, "colour: Podaj co najmniej dwie odpowiedzi do wyboru."),
        ({"head__is_blind": True}, "head: Dane osobowe zobaczyłyby osoby, które nie powinny znać autora."),
        ({"title__label": {"en": "Title"}}, "title: Brak polskiego tekstu. Dotyczy: Etykieta pola."),
        ({"title__lable": {"pl": "x"}}, "sections.0.fields.0.lable: Nie ma takiego ustawienia; sprawdź, czy nie ma literówki."),
        ({"title__kind": "TEKST"}, None),
        ({"true_data__statement": {}}, "true_data: Treść do potwierdzenia ma oświadczenie i żadne inne pole."),
    ],
)  # fmt: skip
def test_faults_of_a_definition_are_told_with_place_and_reason(changes, sentence):
    found = told(changed(**changes))
    if sentence is None:
        assert found[0].startswith(
            "sections.0.fields.0.kind: Nieznana wartość. Dozwolone: 'SHORT_TEXT'"
        )
    else:
        assert sentence in found


@pytest.mark.parametrize("code", shipped_forms())
def test_shipped_forms_have_no_fault_and_both_languages(code):
    definition = load_form(code)
    assert check(definition) == []
    assert parse_form(as_yaml(definition).encode()) == definition


def test_the_contest_form_informs_every_criterion():
    form = load_form("slz")
    criteria = {code for field in form.all_fields() for code in field.criteria}
    assert criteria == {
        "innovation",
        "effectiveness",
        "efficiency",
        "integration",
        "replicability",
        "sustainability",
    }
    assert "odtworzony" in form.note.pl
    named = [
        f.code
        for f in form.all_fields()
        if f.is_blind
        and f.kind in {"UNIT", "PARTNERS", "PERSON", "CONTACT", "ATTACHMENTS"}
    ]
    assert named == []


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe",
        b"a: [",
        b"x: &a [1]\ny: *a",
        b"[]",
        b"a: !!python/object:os.system x",
    ],
)
def test_files_that_are_no_form_are_refused(content):
    with pytest.raises(FaultyDefinition) as error:
        parse_form(content)
    assert error.value.for_people()


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("count", "1 234,50", "1234.5"),
        ("count", "około 12", "około 12"),
        ("amount", "12 500,5 zł", "12500.50"),
        ("amount", "1.234.567,89", "1234567.89"),
        ("day", "1.03.2024 r.", "2024-03-01"),
        ("day", "31.02.2024", "31.02.2024"),
        ("title", "  Dwa \n wyrazy ", "Dwa wyrazy"),
        ("story", "a\r\n\r\nb", "a\n\nb"),
        ("story", "e\u0301", "é"),
        ("tools", ["saw", "axe", "saw"], ["axe", "saw"]),
        ("words", [" a ", "", "a"], ["a"]),
        ("works", "", None),
        ("costs", [{"item": "", "one_off": ""}], None),
        ("partners", [{"kind": "UNIT"}], None),
        ("true_data", {"agreed": False}, None),
    ],
)  # fmt: skip
def test_values_have_one_canonical_form(field, typed, value):
    assert normalise(FIELDS[field], typed) == value


_texts = st.text(max_size=30)


@settings(max_examples=40, deadline=None)
@given(
    text=_texts,
    code=st.sampled_from(
        ["title", "story", "count", "amount", "year", "day", "mail", "page", "phone"]
    ),
)
def test_normalising_twice_is_once_and_never_fails(text, code):
    field = FIELDS[code]
    once = normalise(field, text)
    assert normalise(field, once) == once
    value_problems(field, once)
    for column in ("item", "one_off"):
        table = normalise(FIELDS["costs"], [{column: text}])
        assert normalise(FIELDS["costs"], table) == table
        value_problems(FIELDS["costs"], table)


def test_answers_of_the_tests_are_canonical_and_good():
    for code, value in ANSWERS.items():
        assert normalise(FIELDS[code], value) == value, code
    assert problems_of(FORM, ANSWERS) == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("story", "raz dwa trzy cztery pięć sześć siedem", "Tekst jest za długi o 2 słowa; limit wynosi 5."),
        ("title", "x" * 41, "Tekst jest za długi o 1 znak; limit wynosi 40."),
        ("count", "dużo", "„dużo” nie jest liczbą. Wpisz na przykład 12,5."),
        ("count", "1001", "Największa dopuszczalna wartość to 1000."),
        ("amount", "1.234", "„1.234” nie jest kwotą. Wpisz na przykład 12 500,50."),
        ("year", "24", "„24” nie jest rokiem. Wpisz cztery cyfry."),
        ("day", "wczoraj", "„wczoraj” nie jest datą. Wpisz na przykład 1.03.2024."),
        ("period", {"from": "2024-01-01", "to": "2023-01-01"}, "Data zakończenia jest wcześniejsza niż data rozpoczęcia."),
        ("colour", "green", "Tej odpowiedzi nie ma już do wyboru. Wybierz inną."),
        ("mail", "jan@", "„jan@” nie jest adresem e-mail."),
        ("page", "javascript:alert(1)", "Adres strony zaczyna się od https:// albo http://."),
        ("unit", {"code": "", "name": "Nieznana", "uid": ""}, "Wskaż jednostkę z rejestru: wpisz jej kod albo pełną nazwę."),
        ("words", ["a", "b", "c", "d"], "O 1 pozycję za dużo; limit wynosi 3."),
        ("costs", [{"item": "", "one_off": "x", "yearly": "", "source": ""}], "Wiersz 1: Napisz, czego dotyczy koszt."),
        ("contact", {"name": "A", "post": "", "phone": "", "email": ""}, "Podaj numer telefonu albo adres e-mail."),
        ("true_data", {"agreed": True, "version": 1}, "Treść oświadczenia się zmieniła. Przeczytaj ją i potwierdź ponownie."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_answer_is_said(field, value, sentence):
    assert sentence in value_problems(FIELDS[field], value)


def test_hidden_fields_are_neither_asked_nor_sealed():
    shown = {**ANSWERS, "works": False, "why": None}
    assert [p.field for p in problems_of(FORM, shown)] == ["why"]
    hidden = {**ANSWERS, "works": True}
    assert problems_of(FORM, hidden) == []
    assert "why" not in seal(FORM, 1, hidden).content["answers"]


def test_progress_counts_what_is_required():
    first, second = progress_of(FORM, {"title": "x"})
    assert (first.done, first.total, first.filled, first.state) == (1, 1, 1, "READY")
    assert (second.done, second.total, second.state) == (0, 1, "EMPTY")


def test_totals_of_costs():
    rows = [{"one_off": "100.50", "yearly": "x"}, {"one_off": "0.25", "yearly": "7"}]
    assert {k: str(v) for k, v in cost_totals(rows).items()} == {
        "one_off": "100.75",
        "yearly": "7.00",
    }


def test_a_snapshot_does_not_depend_on_order():
    turned = dict(reversed(ANSWERS.items()))
    turned["contact"] = dict(reversed(ANSWERS["contact"].items()))
    files = [
        {"field": "papers", "position": p, "sha256": s} for p, s in ((1, "b"), (0, "a"))
    ]
    one, other = seal(FORM, 1, ANSWERS, files), seal(FORM, 1, turned, files[::-1])
    assert one.text == other.text
    assert (
        seal(FORM, 1, {**ANSWERS, "title": "Inny"}).sha256
        != seal(FORM, 1, ANSWERS).sha256
    )


def test_differences_are_told_with_what_they_mean_for_writers():
    newer = changed(
        title__max_characters=20,
        story__required=True,
        count__kind="YES_NO",
        count__minimum=None,
        count__maximum=None,
    )
    newer["sections"][1]["fields"] = newer["sections"][1]["fields"][1:]
    found = {(d.change, d.code): d for d in differences(FORM, definition_of(newer))}
    assert found[Change.FIELD_CHANGED, "title"].asks_more
    assert not found[Change.FIELD_CHANGED, "title"].loses_answers
    assert found[Change.FIELD_CHANGED, "story"].settings == (("required", False, True),)
    assert found[Change.FIELD_CHANGED, "count"].loses_answers
    assert found[Change.FIELD_REMOVED, "mail"].loses_answers
    assert len(found) == 4
    assert differences(FORM, FORM) == []


def test_the_published_schema_is_current():
    """``make docs`` renews it."""
    from miara.questionnaires.json_schema import NAME, schema_text
    from miara.questionnaires.loading import FORMS

    published = (FORMS.parent / "schemas" / NAME).read_text(encoding="utf-8")
    assert published == schema_text()
