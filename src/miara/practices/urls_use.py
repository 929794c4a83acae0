"""Use of practices: questions to authors, adoptions, lists, followed searches."""

from django.urls import re_path

from miara.practices.views import asking

app_name = "practice-use"

_CARD = r"praktyki/(?P<address>\d+[a-z0-9-]*)"

urlpatterns = [
    re_path(rf"^{_CARD}/zapytaj/$", asking.ask, name="ask"),
]
