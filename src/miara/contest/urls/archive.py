"""Addresses of the archive: /konkursy/archiwum/…, before those of contests."""

from typing import Final

from django.urls import URLPattern, path, re_path

from miara.contest.views import archive

_DATA: Final = r"(?P<suffix>csv|json)"
_CODE: Final = r"(?P<code>[a-z]+-\d{4})"

urlpatterns: list[URLPattern] = [
    path("konkursy/archiwum/", archive.archive, name="archive"),
    path("konkursy/archiwum/jednostki/", archive.archive_units, name="archive-units"),
    re_path(
        rf"^konkursy/archiwum\.{_DATA}$", archive.archive_file, name="archive-file"
    ),
    re_path(
        rf"^konkursy/archiwum/jednostki\.{_DATA}$",
        archive.archive_units_file,
        name="archive-units-file",
    ),
    re_path(
        rf"^konkursy/archiwum/{_CODE}/$",
        archive.archive_edition,
        name="archive-edition",
    ),
    re_path(
        rf"^konkursy/archiwum/{_CODE}\.{_DATA}$",
        archive.archive_edition_file,
        name="archive-edition-file",
    ),
]
