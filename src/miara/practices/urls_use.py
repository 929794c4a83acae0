"""Use of practices: questions to authors, adoptions, lists, followed searches."""

from django.urls import path, re_path

from miara.practices.views import adoptions, asking, following, kept, meetings

app_name = "practice-use"

_CARD = r"praktyki/(?P<address>\d+[a-z0-9-]*)"
_KEY = r"(?P<token>[A-Za-z0-9_-]{43})"

urlpatterns = [
    re_path(rf"^{_CARD}/zapytaj/$", asking.ask, name="ask"),
    re_path(rf"^{_CARD}/wdrozenie/$", adoptions.declare, name="declare"),
    re_path(rf"^{_CARD}/lista/$", kept.keep, name="keep"),
    re_path(rf"^{_CARD}/spotkanie/$", meetings.announce, name="meeting-new"),
    path("praktyki/spotkania/<int:pk>/", meetings.meeting, name="meeting"),
    path("praktyki/spotkania/<int:pk>.ics", meetings.calendar, name="meeting-calendar"),
    path("praktyki/spotkania/<int:pk>/przenies/", meetings.move, name="meeting-move"),
    path("praktyki/spotkania/<int:pk>/odwolaj/", meetings.cancel, name="meeting-off"),
    path("praktyki/spotkania/wypisz/<str:key>/", meetings.leave, name="meeting-leave"),
    path("praktyki/moja-lista/", kept.kept, name="kept"),
    path("praktyki/moja-lista.csv", kept.kept_file, name="kept-file"),
    path("praktyki/obserwuj/", following.follow, name="follow"),
    re_path(
        rf"^praktyki/obserwowane/{_KEY}/$", following.confirm, name="search-confirm"
    ),
    re_path(
        rf"^praktyki/obserwowane/{_KEY}/koniec/$", following.end, name="search-end"
    ),
    path("praktyki/wdrozenia/<int:pk>/", adoptions.adoption, name="adoption"),
    path("praktyki/nasze/", adoptions.own, name="own"),
]
