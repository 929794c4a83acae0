"""Use of practices: questions to authors, adoptions, lists, followed searches."""

from django.urls import path, re_path

from miara.practices.views import adoptions, asking

app_name = "practice-use"

_CARD = r"praktyki/(?P<address>\d+[a-z0-9-]*)"

urlpatterns = [
    re_path(rf"^{_CARD}/zapytaj/$", asking.ask, name="ask"),
    re_path(rf"^{_CARD}/wdrozenie/$", adoptions.declare, name="declare"),
    path("praktyki/wdrozenia/<int:pk>/", adoptions.adoption, name="adoption"),
    path("praktyki/nasze/", adoptions.own, name="own"),
]
