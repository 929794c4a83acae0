"""Practices elsewhere: on a map, on paper, in pictures, in frames of other sites."""

from django.urls import path, re_path

from miara.practices.views import card_files, embedding, places

app_name = "sharing"

_CARD = r"(?P<address>\d+[a-z0-9-]*)"

_PAPER = r"(?P<suffix>pdf|docx)"

urlpatterns = [
    re_path(
        rf"^praktyki/{_CARD}\.{_PAPER}$",
        card_files.card_paper,
        name="paper",
    ),
    re_path(rf"^praktyki/{_CARD}/skrot/$", card_files.card_short, name="short"),
    re_path(
        rf"^praktyki/{_CARD}/(?P<part>skrot)\.{_PAPER}$",
        card_files.card_paper,
        name="short-paper",
    ),
    re_path(rf"^praktyki/{_CARD}\.png$", card_files.card_picture, name="picture"),
    path("praktyki/mapa/", places.practice_map, name="map"),
    path("praktyki/osadzanie/", embedding.code, name="code"),
    path("osadz/praktyki/", embedding.list_frame, name="list"),
    path("osadz/praktyki/szukaj/", embedding.search_frame, name="search"),
    path("osadz/praktyki/kolory.css", embedding.colours, name="colours"),
    re_path(rf"^osadz/praktyki/{_CARD}/$", embedding.card_frame, name="card"),
]
