"""Addresses of the base."""

from django.urls import path, re_path

from miara.practices.views import cards, files, questions

app_name = "practices"

urlpatterns = [
    path("praktyki/pytanie/<str:key>/", questions.question, name="question"),
    path("praktyki/", cards.cards, name="cards"),
    path("praktyki/podpowiedzi/", cards.suggestions, name="suggestions"),
    path("praktyki/jednostki/", cards.unit_suggestions, name="unit-suggestions"),
    path("praktyki.atom", cards.feed, name="feed"),
    re_path(r"^praktyki\.(?P<suffix>csv|json)$", cards.cards_file, name="cards-file"),
    re_path(
        r"^praktyki/(?P<address>\d+[a-z0-9-]*)\.json$",
        cards.card_data,
        name="card-data",
    ),
    re_path(r"^praktyki/(?P<address>\d+[a-z0-9-]*)/$", cards.card, name="card"),
    path("praktyki/<int:number>/pliki/<str:uid>/", files.card_file, name="card-file"),
]
