"""Texts in several languages: value, field, form."""

import json
from typing import ClassVar

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from miara.core.localized import Localized, LocalizedField


class Sign(models.Model):
    """A table that exists in this file's tests only."""

    title = LocalizedField("tytuł", max_length=40)
    note = LocalizedField(blank=True, multiline=True)

    personal_data: ClassVar[dict] = {}

    class Meta:
        app_label = "tests_localized"  # not installed, so migrations ignore it

    def __str__(self):
        return str(self.title)


class SignForm(forms.ModelForm):
    """Form of the table above."""

    class Meta:
        model = Sign
        fields = ["title", "note"]


@pytest.fixture
def signs(transactional_db):
    with connection.schema_editor() as editor:
        editor.create_model(Sign)
    yield Sign.objects
    with connection.schema_editor() as editor:
        editor.delete_model(Sign)


@pytest.mark.parametrize(
    ("language", "value", "shown"),
    [
        ("pl", Localized("Droga", "Road"), "Droga"),
        ("en", Localized("Droga", "Road"), "Road"),
        ("en-gb", Localized("Droga", "Road"), "Road"),
        ("en", Localized("Droga"), "Droga"),
        ("de", Localized("Droga", "Road"), "Droga"),
    ],
)
def test_text_follows_the_active_language_and_falls_back_to_polish(
    language, value, shown
):
    with override(language):
        assert str(value) == shown


def test_without_active_language_polish_is_shown():
    with override(None):
        assert str(Localized("Droga", "Road")) == "Droga"


@given(st.text(), st.text())
def test_mapping_and_back_is_the_same_value(pl, en):
    assert Localized.of(Localized(pl, en).as_dict()) == Localized(pl, en)


@pytest.mark.parametrize("value", [{"de": "Weg"}, {"pl": 3}])
def test_other_mappings_are_refused(value):
    with pytest.raises(TypeError):
        Localized.of(value)


@pytest.mark.parametrize(
    "given_value", [Localized("Droga", "Road"), {"pl": "Droga", "en": "Road"}]
)
def test_stored_value_comes_back_and_is_found_by_language(signs, given_value):
    stored = signs.create(title=given_value)

    assert stored.title == Localized("Droga", "Road")
    assert signs.get().title == Localized("Droga", "Road")
    assert signs.get().note == Localized("")
    assert signs.filter(title__en="Road").exists()
    assert not signs.filter(title__pl="Road").exists()
    assert signs.filter(title=Localized("Droga", "Road")).exists()
    assert signs.values_list("title__pl", flat=True).get() == "Droga"


def test_polish_text_alone_may_be_assigned(signs):
    assert signs.create(title="Droga").title == Localized("Droga")


def test_fixture_round_trip():
    field = Sign._meta.get_field("title")
    sign = Sign(title=Localized("Ścieżka", "Path"))

    written = json.loads(json.dumps(field.value_to_string(sign)))

    assert field.to_python(written) == Localized("Ścieżka", "Path")


@pytest.mark.parametrize(
    ("title", "note", "wrong"),
    [
        (Localized("a"), Localized(""), set()),
        (Localized(""), Localized(""), {"title"}),
        (Localized("", "Road"), Localized(""), {"title"}),
        (Localized("a" * 41), Localized(""), {"title"}),
        (Localized("a", "b" * 41), Localized(""), {"title"}),
        (Localized("a"), Localized("", "only English"), {"note"}),
        ("Droga", {"pl": 4}, {"note"}),
    ],
)
def test_model_validation_requires_polish_and_obeys_length(title, note, wrong):
    found: set[str] = set()
    try:
        Sign(title=title, note=note).full_clean()
    except ValidationError as error:
        found = set(error.message_dict)
    assert found == wrong


def test_form_reads_both_inputs():
    form = SignForm({"title_pl": "Droga", "title_en": "Road", "note_pl": ""})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == Localized("Droga", "Road")
    assert form.instance.note == Localized("")


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"title_pl": ""}, {"title"}),
        ({"title_en": "Road"}, {"title"}),
        ({"title_pl": "x" * 41}, {"title"}),
        ({"title_pl": "Droga", "note_en": "Only English"}, {"note"}),
    ],
)
def test_form_refuses_what_the_model_refuses(data, wrong):
    assert set(SignForm(data).errors) == wrong


def test_form_shows_labelled_inputs_with_their_language():
    sign = Sign(title=Localized("Droga", "Road"))
    with override("en"):
        html = str(SignForm(instance=sign)["title"])
    assert '<label for="id_title_0">in Polish</label>' in html
    assert 'lang="pl"' in html
    assert 'lang="en"' in html
    assert 'value="Droga"' in html
    assert 'value="Road"' in html


def test_unchanged_form_says_so():
    sign = Sign(title=Localized("Droga", "Road"))
    same = {"title_pl": "Droga", "title_en": "Road", "note_pl": "", "note_en": ""}
    assert not SignForm(same, instance=sign).has_changed()
    assert SignForm(same | {"title_en": "Way"}, instance=sign).changed_data == ["title"]


def test_migration_rebuilds_the_same_field():
    _name, path, args, kwargs = Sign._meta.get_field("title").deconstruct()
    again = LocalizedField(*args, **kwargs)
    assert path == "miara.core.localized.LocalizedField"
    assert again.text_length == 40
    assert again.default == Localized("")
    assert again.deconstruct()[1:] == (path, args, kwargs)
