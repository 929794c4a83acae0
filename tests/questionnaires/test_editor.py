"""Editing forms in the browser, and versions with sheets on them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.questionnaires.conftest import (
    ANSWERS,
    DATA,
    LATER,
    NOW,
    OWNER,
    definition_of,
)

from miara.questionnaires.actions.sheets import copy_answers, migrate_sheets
from miara.questionnaires.actions.versions import (
    publish_version,
    save_draft,
    start_version,
)
from miara.questionnaires.errors import DraftChanged, FaultyDefinition, NotADraft
from miara.questionnaires.models import AnswerSheet, FormVersion
from miara.questionnaires.public import (
    NotPublished,
    content_of,
    create_form,
    fill,
    history,
    open_sheet,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, draft, writer, rules):
    rules[0].add(writer.pk)
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    return client


def field_data(**changes):
    return {
        "code": "extra",
        "kind": "CHOICE",
        "label_pl": "Dodatek",
        "label_en": "Extra",
        "choices": "a | Pierwszy | First\nb | Drugi | Second",
        "version": "1",
        **changes,
    }


def test_only_editors_see_a_form(client, draft, colleague, rules):
    client.force_login(colleague, "django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/formularze/wersje/{draft.pk}/").status_code == 403
    rules[0].add(colleague.pk)
    assert client.get(f"/formularze/wersje/{draft.pk}/").status_code == 200


def test_a_field_is_added_moved_changed_previewed_and_removed(editor, draft):
    base = f"/formularze/wersje/{draft.pk}/"
    new = f"{base}czesc/first/pole/"
    page = editor.post(new, field_data(act="preview")).content.decode()
    assert "Pierwszy" in page
    draft.refresh_from_db()
    assert draft.edits == 0
    assert editor.post(new, field_data()).status_code == 302
    assert editor.post(new, field_data(code="ŻLE")).status_code == 422
    assert editor.post(base, {"act": "down", "code": "extra"}).status_code == 302
    changed = field_data(required="on", condition_field="works", condition_values="yes")
    editor.post(f"{base}pole/extra/", changed)
    found = FormVersion.objects.get(pk=draft.pk).definition
    extra = found.by_code["extra"]
    assert found.section_of("extra").code == "second"
    assert extra.required
    assert extra.condition.values == (True,)
    assert [each.label.pl for each in extra.choices] == ["Pierwszy", "Drugi"]
    editor.post(base, {"act": "remove", "code": "extra"})
    assert "extra" not in FormVersion.objects.get(pk=draft.pk).definition.by_code


def test_an_exported_form_imports_to_the_same_and_bad_files_change_nothing(
    editor, draft
):
    base = f"/formularze/wersje/{draft.pk}/"
    text = editor.get(f"{base}formularz.yaml").content
    before = draft.definition
    editor.post(f"{base}czesc/", {"code": "third", "title_pl": "Trzecia"})
    upload = SimpleUploadedFile("form.yaml", text)
    editor.post(base, {"act": "import", "file": upload})
    assert FormVersion.objects.get(pk=draft.pk).definition == before
    bad = SimpleUploadedFile("form.yaml", b"code: [")
    page = editor.post(base, {"act": "import", "file": bad}, follow=True)
    assert "wierszu 1" in page.content.decode()
    assert FormVersion.objects.get(pk=draft.pk).definition == before


def test_a_draft_with_faults_is_not_published(editor, draft, writer):
    base = f"/formularze/wersje/{draft.pk}/"
    editor.post(f"{base}czesc/", {"code": "third", "title_pl": "Trzecia"})
    page = editor.post(base, {"act": "publish"}, follow=True).content.decode()
    assert "third: Ta część nie ma żadnych pól." in page
    assert FormVersion.objects.get(pk=draft.pk).is_draft
    with pytest.raises(FaultyDefinition):
        publish_version(version=draft, by=writer, now=NOW)


def test_two_editors_do_not_overwrite_and_published_is_final(draft, writer):
    save_draft(version=draft, data=draft.data, by=writer, now=NOW, base_edits=0)
    with pytest.raises(DraftChanged):
        save_draft(version=draft, data=draft.data, by=writer, now=NOW, base_edits=0)
    published = publish_version(version=draft, by=writer, now=NOW)
    assert published.sha256 == published.definition.sha256
    with pytest.raises(NotADraft):
        save_draft(version=draft, data=draft.data, by=writer, now=NOW)


def test_sheets_move_to_a_newer_version_with_a_report(sheet, version, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    newer = start_version(form=version.form, by=writer, now=LATER)
    data = newer.data
    data["sections"][1]["fields"] = data["sections"][1]["fields"][1:]  # no mail
    newer = save_draft(version=newer, data=data, by=writer, now=LATER)
    moving = {"source": version, "target": newer, "by": writer, "now": LATER}
    report = migrate_sheets(**moving, dry_run=True)
    assert report.losing == {sheet.uid: ("mail",)}
    assert [(d.code, d.loses_answers) for d in report.differences] == [("mail", True)]
    with pytest.raises(NotPublished):
        migrate_sheets(**moving)
    moving["target"] = publish_version(version=newer, by=writer, now=LATER)
    migrate_sheets(**moving)
    moved = AnswerSheet.objects.get(pk=sheet.pk)
    assert moved.version_id == newer.pk
    assert content_of(moved).values["title"] == ANSWERS["title"]
    texts = [change.value for change in history(moved, "mail")]
    assert texts == [None, ANSWERS["mail"]]


def test_copied_answers_leave_statements_to_be_confirmed(sheet, version, writer):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    other = open_sheet(
        version=version, owner_kind="tests.thing", owner_id="2", by=writer, now=NOW
    )
    report = copy_answers(source=sheet, target=other, by=writer, now=LATER)
    assert report.left == ("true_data",)
    copied = content_of(other).values
    assert copied == {k: v for k, v in ANSWERS.items() if k != "true_data"}


def test_the_list_of_forms_tells_versions_in_constant_queries(
    client, sheet, writer, rules, django_assert_num_queries
):
    base = "/formularze/zbior/tests.thing/1/"
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    assert client.get(base).status_code == 403
    assert client.get("/formularze/zbior/nobody/1/").status_code == 404
    rules[0].add(writer.pk)
    page = client.get(base).content.decode()
    assert "Wszystko" in page
    assert f'href="/formularze/wersje/{sheet.version_id}/"' in page
    with CaptureQueriesContext(connection) as one:
        client.get(base)
    for code in ("second_form", "third_form"):
        data = {**DATA, "code": code}
        definition = definition_of(data)
        create_form(
            definition=definition, owner_kind=OWNER, owner_id="1", by=writer, now=NOW
        )
    with django_assert_num_queries(len(one)):
        page = client.get(base).content.decode()
    assert page.count("<caption>") == 3


def test_sheets_are_moved_from_the_page_after_its_report(
    client, sheet, version, writer, rules
):
    fill(sheet=sheet, values=ANSWERS, by=writer, now=NOW)
    newer = start_version(form=version.form, by=writer, now=LATER)
    data = newer.data
    data["sections"][1]["fields"] = data["sections"][1]["fields"][1:]  # no mail
    data["sections"][0]["fields"][0]["max_characters"] = 30
    newer = save_draft(version=newer, data=data, by=writer, now=LATER)
    page = f"/formularze/wersje/{newer.pk}/przeniesienie/"
    client.force_login(writer, "django.contrib.auth.backends.ModelBackend")
    assert client.post(page).status_code == 403
    rules[0].add(writer.pk)

    report = client.get(page).content.decode()
    assert "E-mail: w 1 formularzu" in report
    assert "Tytuł: zmieniono pole (limit znaków)" in report
    assert "Opublikuj najpierw tę wersję" in report
    refused = client.post(page, {"z": "1"}, follow=True).content.decode()
    assert "Ta wersja formularza nie jest jeszcze opublikowana." in refused
    assert AnswerSheet.objects.get(pk=sheet.pk).version_id == version.pk

    publish_version(version=newer, by=writer, now=LATER)
    client.post(page, {"z": "7"})  # no such version: nothing moves
    assert AnswerSheet.objects.get(pk=sheet.pk).version_id == version.pk
    moved = client.post(page, {"z": "1"}, follow=True).content.decode()
    assert "Przeniesiono 1 wypełniany formularz." in moved
    assert "nie ma czego przenosić" in moved
    after = content_of(AnswerSheet.objects.get(pk=sheet.pk))
    assert after.sheet.version_id == newer.pk
    assert "mail" not in {k for k, v in after.values.items() if v}


def test_every_setting_of_a_field_and_every_kind_has_a_name():
    from miara.questionnaires.domain.definition import Field
    from miara.questionnaires.domain.differences import Change
    from miara.questionnaires.domain.kinds import AttachmentKind, Kind, SummaryRole
    from miara.questionnaires.presenters import differences, kinds

    assert set(differences._SETTINGS) == set(Field.model_fields) - {"code"}
    assert set(differences._SENTENCES) == set(Change)
    assert set(kinds.KINDS) == set(Kind)
    assert set(kinds.ATTACHMENT_KINDS) == set(AttachmentKind)
    assert set(kinds.SUMMARY_ROLES) == set(SummaryRole)
