"""Practices that readers propose."""

from django.urls import path, re_path

from miara.practices.views import proposals

app_name = "proposals"

urlpatterns = [
    path("praktyki/zaproponuj/", proposals.new, name="new"),
    path("praktyki/zaproponuj/wyslane/", proposals.sent, name="sent"),
    re_path(
        r"^praktyki/zaproponuj/(?P<key>[A-Za-z0-9_-]{43})/$",
        proposals.confirm,
        name="confirm",
    ),
    path("baza/propozycje/", proposals.proposals, name="list"),
    path("baza/propozycje/pytania/", proposals.change_questions, name="questions"),
]
