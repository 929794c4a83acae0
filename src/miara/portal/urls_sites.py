"""Addresses of the operator's pages of sites."""

from django.urls import path

from miara.portal.views import sites

app_name = "portal-sites-of-operator"

urlpatterns = [
    path("operator/witryny/", sites.site_list, name="list"),
    path("operator/witryny/nowa/", sites.site_new, name="new"),
    path("operator/witryny/<slug:code>/", sites.site, name="site"),
]
