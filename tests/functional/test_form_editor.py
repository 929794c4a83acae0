"""The editor of forms in a browser: a preview while typing."""

import pytest
from django.urls import reverse
from tests.questionnaires.conftest import ANSWERS, LATER, NOW, OWNER, definition_of

from miara.accounts.public import Decision, create_person
from miara.questionnaires import permissions
from miara.questionnaires.public import (
    Access,
    OwnerRules,
    create_form,
    fill,
    open_sheet,
    publish_version,
    register_owner,
    save_draft,
    start_version,
)

pytestmark = [pytest.mark.functional, pytest.mark.django_db(transaction=True)]
YES = Decision(allowed=True)


@pytest.fixture
def editor(db, settings, monkeypatch):
    monkeypatch.setattr(permissions, "_rules", {})
    register_owner(
        OWNER,
        OwnerRules(
            can_edit_form=lambda user, owner: YES,
            can_write=lambda user, sheet: YES,
            can_read=lambda user, sheet: Access(YES),
            forms_title=lambda owner: "Edycja zmyślona",
            forms_url=lambda owner: "/konto/",
        ),
    )
    return create_person(
        email="ada@gmina.example",
        password="dluga-lipowa-aleja-7",
        full_name="Ada",
        by=None,
        now=NOW,
    )


@pytest.fixture
def versions(editor, sign_in):
    """A published version with a form being filled in, and a draft that loses answers."""
    sign_in(editor)
    first = create_form(
        definition=definition_of(), owner_kind=OWNER, owner_id="1", by=None, now=NOW
    )
    first = publish_version(version=first, by=None, now=NOW)
    sheet = open_sheet(version=first, owner_kind=OWNER, owner_id="1", by=None, now=NOW)
    fill(sheet=sheet, values=ANSWERS, by=editor, now=NOW)
    draft = start_version(form=first.form, by=editor, now=LATER)
    data = draft.data
    data["sections"][1]["fields"] = data["sections"][1]["fields"][1:]  # no mail
    data["sections"][0]["fields"][0]["max_characters"] = 30
    return first, save_draft(version=draft, data=data, by=editor, now=LATER)


def test_the_preview_follows_what_is_typed(page, visit, versions):
    _first, draft = versions
    visit(reverse("questionnaires:field-new", args=[draft.pk, "first"]))
    page.locator("[name=code]").fill("extra")
    page.locator("[name=label_pl]").fill("Ile to trwało?")
    page.locator("[name=kind]").select_option(label="dłuższy tekst")
    shown = page.locator("#preview")
    shown.get_by_text("Ile to trwało?").wait_for()
    shown.get_by_text("dłuższy tekst").wait_for()
    page.locator("[name=kind]").select_option(label="tak lub nie")
    shown.get_by_text("tak lub nie").wait_for()
    # Only shown: the draft has no such field until it is saved.
    draft.refresh_from_db()
    assert "extra" not in draft.definition.by_code
    assert page.locator("[name=code]").input_value() == "extra"
    page.get_by_role("button", name="Zapisz", exact=True).click()
    page.get_by_role("heading", name="Lista kontrolna").wait_for()
    assert "Ile to trwało?" in page.locator("main").inner_text()
