"""Files of the look of sites; the same in every language."""

from django.urls import path

from miara.portal.views import pages

app_name = "portal-look"

urlpatterns = [
    path("wyglad/<slug:code>.css", pages.style, name="style"),
    path("wyglad/<slug:code>/pliki/<str:uid>/", pages.file, name="file"),
]
