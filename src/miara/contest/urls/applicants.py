"""Addresses of those who apply: /zgloszenia/…."""

from typing import Final

from django.urls import URLPattern, path, re_path

from miara.contest.views import entries, entry_people, signing, submitting

_ENTRY: Final = "zgloszenia/<slug:uid>/"

urlpatterns: list[URLPattern] = [
    path("konkursy/<slug:contest>/<slug:slug>/zglos/", entries.start, name="entry-new"),
    path("potwierdzenie/", submitting.receipt_check, name="receipt-check"),
    path("zgloszenia/", entries.entries, name="entries"),
    path(
        "zgloszenia/partner/<str:token>/",
        entries.partner_confirm,
        name="partner-confirm",
    ),
    path(_ENTRY, entries.entry, name="entry"),
    path(f"{_ENTRY}dane/", entries.describe, name="entry-describe"),
    path(f"{_ENTRY}partner/<int:pk>/", entries.partner_ask, name="partner-ask"),
    path(f"{_ENTRY}historia/", entries.history, name="entry-history"),
    path(f"{_ENTRY}osoby/", entry_people.people, name="entry-people"),
    path(f"{_ENTRY}podpisy/", signing.signatures, name="entry-signatures"),
    path(f"{_ENTRY}podpisy/<int:number>/", signing.sign, name="entry-sign"),
    path(
        f"{_ENTRY}podpisy/usun/<int:pk>/", signing.remove, name="entry-signature-remove"
    ),
    path(
        f"{_ENTRY}podpisy/plik/<int:pk>/", signing.signed_file, name="entry-signed-file"
    ),
    re_path(
        r"^zgloszenia/(?P<uid>[-\w]+)/do-podpisu\.(?P<suffix>pdf|xml)$",
        signing.copy,
        name="entry-copy",
    ),
    path(f"{_ENTRY}zloz/", submitting.submit, name="entry-submit"),
    path(f"{_ENTRY}wycofaj/", submitting.withdraw, name="entry-withdraw"),
    path(f"{_ENTRY}uzupelnienie/", submitting.supplement, name="entry-supplement"),
    path(f"{_ENTRY}odwolanie/", submitting.appeal, name="entry-appeal"),
    path(
        f"{_ENTRY}potwierdzenie-<int:position>.pdf",
        submitting.receipt_file,
        name="entry-receipt",
    ),
    path(
        f"{_ENTRY}wersja-<int:position>.pdf",
        submitting.version_file,
        name="entry-version",
    ),
]
