"""Archives moved here, and the addresses that they had."""

from django.urls import path

from miara.practices.views import former, moving

app_name = "moving"

urlpatterns = [
    path("baza/przenoszenie/", moving.archives, name="archives"),
    path("baza/przenoszenie/<int:pk>/", moving.archive_report, name="report"),
    path("baza/przenoszenie/<int:pk>/do-poprawy/", moving.archive_rest, name="rest"),
    path("baza/przenoszenie/<int:pk>/przenies/", moving.move, name="move"),
    path("dawna-baza/", former.former, name="former"),
    path("dawna-baza/<path:path>", former.former, name="former-path"),
]
