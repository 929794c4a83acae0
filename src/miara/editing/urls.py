"""Addresses of the editing pages: those of the library, each behind our door.

All of them resolve, since the library's templates name them; those that no desk opens
answer as if they did not exist. Ours come first where both have the same path.
"""

from django.urls import URLPattern, URLResolver, path
from wagtail.admin.urls import urlpatterns as library
from wagtail.utils.urlpatterns import decorate_urlpatterns

from miara.editing.guard import guarded
from miara.editing.views import account, home, leave

urlpatterns: list[URLPattern | URLResolver] = decorate_urlpatterns(
    [
        path("", home, name="wagtailadmin_home"),
        path("account/", account, name="wagtailadmin_account"),
        path("logout/", leave, name="wagtailadmin_logout"),
        *library,
    ],
    guarded,
)
