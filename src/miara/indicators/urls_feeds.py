"""Following changes: feeds, mail about a unit."""

from django.urls import URLPattern, path, re_path

from miara.indicators.views import feeds_atom, subscription_pages

_UNIT = r"(?P<address>[0-9]{2,7}(?:-[a-z0-9-]*)?)"
_CODE = r"(?P<code>[a-z][a-z0-9_]*)"
_KEY = r"(?P<token>[A-Za-z0-9_-]{43})"

urlpatterns: list[URLPattern] = [
    path("zmiany.atom", feeds_atom.all_changes, name="feed"),
    re_path(
        rf"^jednostki/{_UNIT}/zmiany\.atom$",
        feeds_atom.changes_of_unit,
        name="feed-unit",
    ),
    re_path(
        rf"^wskazniki/{_CODE}/zmiany\.atom$",
        feeds_atom.changes_of_indicator,
        name="feed-indicator",
    ),
    re_path(
        rf"^jednostki/{_UNIT}/powiadomienia/$",
        subscription_pages.subscribe_page,
        name="subscribe",
    ),
    re_path(
        rf"^powiadomienia/{_KEY}/$",
        subscription_pages.confirm_page,
        name="subscription-confirm",
    ),
    re_path(
        rf"^powiadomienia/{_KEY}/koniec/$",
        subscription_pages.unsubscribe_page,
        name="subscription-end",
    ),
]
