"""Addresses of mail and of the directory."""

from django.urls import path

from miara.notifications.views import desk, directory, letters

app_name = "notifications"

_OWNER = "poczta/<str:owner_kind>/<str:owner_id>/"

urlpatterns = [
    path("operator/poczta/", desk.operator_desk, name="operator-desk"),
    path(
        "operator/poczta/zatrzymane/<int:pk>/zdejmij/",
        desk.bounce_clear,
        name="bounce-clear",
    ),
    path("adresy/", directory.directory, name="directory"),
    path(
        "adresy/lista.<str:suffix>",
        directory.directory_file,
        name="directory-file",
    ),
    path("adresy/import/", directory.directory_import, name="directory-import"),
    path(
        "adresy/import/<int:pk>/",
        directory.directory_report,
        name="directory-report",
    ),
    path("adresy/jednostka/<str:uid>/", directory.head, name="head"),
    path("poczta/wiadomosc/<int:pk>/", desk.message, name="message"),
    path(
        "poczta/wiadomosc/<int:pk>/tresc/html/", desk.message_html, name="message-html"
    ),
    path("poczta/wysylka/<int:pk>/", letters.dispatch, name="dispatch"),
    path(
        "poczta/wysylka/<int:pk>/plik/lista.xlsx",
        letters.dispatch_file,
        name="dispatch-file",
    ),
    path(
        "poczta/wysylka/<int:pk>/plik/pisma.pdf",
        letters.dispatch_letters,
        name="dispatch-letters",
    ),
    path(
        "poczta/wysylka/<int:pk>/pismo/<int:item>/",
        letters.dispatch_letter,
        name="dispatch-letter",
    ),
    path(
        "poczta/wysylka/<int:pk>/dowod/<int:item>/",
        letters.dispatch_proof,
        name="dispatch-proof",
    ),
    path(_OWNER, desk.owner_desk, name="owner-desk"),
    path(f"{_OWNER}wzory/", letters.template_list, name="template-list"),
    path(
        f"{_OWNER}wzory/<str:kind>/<str:language>/", letters.template, name="template"
    ),
    path(f"{_OWNER}wysylki/", letters.dispatch_list, name="dispatch-list"),
    path(f"{_OWNER}wysylki/nowa/", letters.dispatch_new, name="dispatch-new"),
    path(f"{_OWNER}rozmowy/", letters.enquiry_list, name="enquiry-list"),
]
