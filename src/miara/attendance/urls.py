"""Addresses of the context: below /wydarzenia/…, /udzial/… and /zaswiadczenie/…."""

from typing import Final

from django.urls import URLPattern, path

from miara.attendance.views import door, files, office, public

app_name = "attendance"

_ONE: Final = "wydarzenia/<slug:code>/"
_GUESTS: Final = f"{_ONE}biuro/uczestnicy/"
_DOOR: Final = f"{_ONE}biuro/wejscie/"
_MINE: Final = "udzial/<slug:key>/"

urlpatterns: list[URLPattern] = [
    path(f"{_ONE}rejestracja/", public.new, name="new"),
    path(f"{_ONE}rejestracja/wyslano/", public.sent, name="sent"),
    path(_MINE, public.registration, name="registration"),
    path(f"{_MINE}zmien/", public.change, name="change"),
    path(
        f"{_MINE}zaswiadczenie/<slug:uid>/", files.certificate, name="certificate-file"
    ),
    path("zaswiadczenie/<slug:number>/", public.certificate, name="certificate"),
    path(_GUESTS, office.guests, name="guests"),
    path(f"{_GUESTS}ustawienia/", office.desk, name="desk"),
    path(f"{_GUESTS}pytania/", office.questions, name="questions"),
    path(f"{_GUESTS}nowy/", office.walk_in, name="walk-in"),
    path(f"{_GUESTS}przechowywane/", office.held, name="held"),
    path(f"{_GUESTS}tabela/<slug:suffix>/", files.table, name="table"),
    path(f"{_GUESTS}plakietki/", files.badges, name="badges"),
    path(f"{_GUESTS}<slug:uid>/", office.guest, name="guest"),
    path(_DOOR, door.door, name="door"),
    path(f"{_DOOR}lista/", door.codes, name="codes"),
    path(f"{_DOOR}znaki/", door.marks, name="marks"),
]
