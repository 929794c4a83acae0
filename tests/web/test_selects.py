"""An empty choice of a select says what it means."""

import pytest
from django import forms
from django.utils.translation import override


class _Choice(forms.Form):
    kind = forms.TypedChoiceField(
        choices=[("", "---------"), ("a", "A & B"), ("Grupa", [("b", "B")])]
    )
    other = forms.ChoiceField(
        choices=[("", "---------"), ("a", "A")], required=False, initial="a"
    )
    named = forms.ChoiceField(choices=[("", "każda"), ("a", "A")], required=False)


@pytest.mark.parametrize(
    ("language", "must", "may"),
    [("pl", "wybierz", "nie wybrano"), ("en", "choose", "not chosen")],
)
def test_an_empty_choice_is_said_in_words(language, must, may):
    with override(language):
        form = _Choice()
        kind, other, named = (str(form[name]) for name in ("kind", "other", "named"))
    assert f'<option value="" selected>{must}</option>' in kind
    assert f'<option value="">{may}</option>' in other
    assert '<option value="a" selected>A</option>' in other
    assert "każda</option>" in named
    assert "---" not in kind + other + named


def test_options_are_escaped_and_grouped():
    shown = str(_Choice({"kind": "b"})["kind"])
    assert ">A &amp; B</option>" in shown
    assert '<optgroup label="Grupa">' in shown
    assert '<option value="b" selected>B</option>' in shown
