"""Addresses under ``/formularze/``."""

from django.urls import path

from miara.questionnaires.views import autosave, editing, filling, owners, papers

app_name = "questionnaires"

urlpatterns = [
    path(
        "zbior/<str:owner_kind>/<str:owner_id>/", owners.owner_forms, name="owner-forms"
    ),
    path("wersje/<int:pk>/", editing.version, name="version"),
    path("wersje/<int:pk>/przeniesienie/", owners.move, name="move"),
    path("wersje/<int:pk>/formularz.yaml", editing.export, name="export"),
    path("wersje/<int:pk>/czesc/", editing.section_edit, name="section-new"),
    path(
        "wersje/<int:pk>/czesc/<slug:code>/", editing.section_edit, name="section-edit"
    ),
    path(
        "wersje/<int:pk>/czesc/<slug:section>/pole/",
        editing.field_edit,
        name="field-new",
    ),
    path("wersje/<int:pk>/pole/<slug:code>/", editing.field_edit, name="field-edit"),
    path("<str:uid>/", filling.overview, name="sheet"),
    path("<str:uid>/czesc/<slug:code>/", filling.section, name="section"),
    path("<str:uid>/podglad/", filling.preview, name="preview"),
    path("<str:uid>/historia/", filling.changes, name="changes"),
    path("<str:uid>/plik/<int:pk>/", filling.attachment, name="attachment"),
    path("<str:uid>/zapisz/", autosave.save_field, name="save-field"),
    path("<str:uid>/pole/<slug:code>/", autosave.field_part, name="field"),
    path("<str:uid>/zalacz/<slug:code>/", autosave.upload, name="upload"),
    path("<str:uid>/obecni/", autosave.presence, name="presence"),
    path("<str:uid>/formularz.docx", papers.docx, name="docx"),
    path("<str:uid>/formularz.pdf", papers.pdf, name="pdf"),
    path("<str:uid>/wczytaj/", papers.read_back, name="read-back"),
]
