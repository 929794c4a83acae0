"""The checker of declarations: what it notices and what it accepts."""

from datetime import timedelta
from typing import ClassVar

import pytest
from django.apps.registry import Apps
from django.contrib.auth import get_user_model
from django.db import models

from miara.core.personal_data import PersonalField, Scrub, declared_fields, problems_of

DECLARED = PersonalField(purpose="x", keep_for=timedelta(days=1), scrub="blank")


def model_with(fields=None, **attributes):
    """A throw-away model class in a registry of its own."""
    meta = type("Meta", (), {"app_label": "tests_personal", "apps": Apps()})
    body = {"__module__": __name__, "Meta": meta, **(fields or {}), **attributes}
    return type("Thing", (models.Model,), body)


def text():
    return models.CharField(max_length=9)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("reply_to", models.EmailField),
        ("seen_from", models.GenericIPAddressField),
        ("contact_email", text),
        ("full_name", text),
        ("phone", text),
        ("phone_name", text),
        ("user_agent", text),
        ("ip", text),
        ("street", text),
        ("created_by_id", text),
        ("author", text),
        ("owner", lambda: models.ForeignKey(get_user_model(), models.CASCADE)),
    ],
)
def test_undecided_field_is_noticed_until_declared(name, field):
    undecided = model_with({name: field()}, personal_data={})
    declared = model_with({name: field()}, personal_data={name: DECLARED})
    innocent = model_with({name: field()}, personal_data={}, not_personal={name})

    assert [name in problem for problem in problems_of(undecided)] == [True]
    assert problems_of(declared) == []
    assert problems_of(innocent) == []


@pytest.mark.parametrize("name", ["name", "title", "code", "description", "shipped"])
def test_ordinary_names_raise_no_suspicion(name):
    assert problems_of(model_with({name: text()}, personal_data={})) == []


def test_silence_a_wrong_name_and_a_wrong_value_are_noticed():
    assert "says nothing" in problems_of(model_with({"code": text()}))[0]
    wrong_name = model_with({"code": text()}, personal_data={"kode": DECLARED})
    assert "no such field" in problems_of(wrong_name)[0]
    wrong_value = model_with({"code": text()}, personal_data={"code": "a while"})
    assert "not a PersonalField" in problems_of(wrong_value)[0]


@pytest.mark.parametrize("wrong", [{"scrub": "shred"}, {"legal_basis": "because"}])
def test_declaration_refuses_unknown_words(wrong):
    with pytest.raises(ValueError, match="is not a valid"):
        PersonalField(**({"purpose": "x", "keep_for": "y", "scrub": "keep"} | wrong))


def test_declarations_are_listed_for_the_privacy_page():
    model = model_with({"mail": models.EmailField()}, personal_data={"mail": DECLARED})
    assert list(declared_fields([model])) == [(model, "mail", DECLARED)]
    assert DECLARED.scrub is Scrub.BLANK
    assert isinstance(model.personal_data, dict)


def test_mixin_may_declare_for_its_heirs():
    class Mixin(models.Model):
        personal_data: ClassVar[dict] = {"mail": DECLARED}
        mail = models.EmailField()

        class Meta:
            abstract = True
            app_label = "tests_personal"
            apps = Apps()

    meta = type("Meta", (Mixin.Meta,), {"abstract": False})
    heir = type("Heir", (Mixin,), {"__module__": __name__, "Meta": meta})

    assert problems_of(heir) == []
