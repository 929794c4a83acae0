"""Addresses of the context: /wydarzenia/…."""

from typing import Final

from django.urls import URLPattern, path, re_path

from miara.events.views import office, programme, public, rows

app_name = "events"

_ONE: Final = "wydarzenia/<slug:code>/"
_OFFICE: Final = f"{_ONE}biuro/"
_BOARD: Final = f"{_OFFICE}program/"
_CODE: Final = r"^wydarzenia/(?P<code>[-\w]+)"

urlpatterns: list[URLPattern] = [
    path("wydarzenia/", public.events, name="events"),
    path("wydarzenia/nowe/", office.new, name="new"),
    path(_ONE, public.event, name="event"),
    path(f"{_ONE}wydarzenie.ics", public.calendar, name="calendar"),
    path(f"{_ONE}logo/<slug:kind>/<int:pk>/", public.logo, name="logo"),
    path(f"{_ONE}program/", public.programme, name="programme"),
    path(f"{_ONE}program/wersje/", public.versions, name="versions"),
    re_path(
        rf"{_CODE}/program\.(?P<suffix>ics|pdf)$",
        public.programme_file,
        name="programme-file",
    ),
    re_path(
        rf"{_CODE}/schedule\.(?P<suffix>json|xml)$",
        public.programme_file,
        name="schedule",
    ),
    path(_OFFICE, office.office, name="office"),
    path(f"{_OFFICE}opis/", office.change, name="change"),
    path(_BOARD, programme.board, name="board"),
    path(f"{_BOARD}nowa/", programme.session, name="session-new"),
    path(f"{_BOARD}projekt/", programme.draft, name="draft"),
    path(f"{_BOARD}opublikuj/", programme.publish, name="publish"),
    path(f"{_BOARD}opoznienie/", programme.delay, name="delay"),
    path(f"{_BOARD}<slug:uid>/", programme.session, name="session"),
    path(f"{_BOARD}<slug:uid>/przesun/", programme.move, name="move"),
    path(f"{_OFFICE}<slug:word>/", rows.rows, name="rows"),
    path(f"{_OFFICE}<slug:word>/nowy/", rows.row, name="row-new"),
    path(f"{_OFFICE}<slug:word>/<int:pk>/", rows.row, name="row"),
]
