"""Addresses of the statements."""

from django.urls import path

from miara.web.statements import views

app_name = "statements"
urlpatterns = [
    path("deklaracja-dostepnosci/", views.accessibility, name="accessibility"),
    path(
        "deklaracja-dostepnosci/edycja/",
        views.accessibility_edit,
        name="accessibility-edit",
    ),
    path("prywatnosc/", views.privacy, name="privacy"),
    path("prywatnosc/edycja/", views.privacy_edit, name="privacy-edit"),
]
