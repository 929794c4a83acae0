"""Addresses of the portal."""

from django.urls import path, re_path

from miara.portal.views import former, news, newsletter, pages

app_name = "portal"

urlpatterns = [
    path("aktualnosci/", news.news_list, name="news-list"),
    path("aktualnosci.atom", news.feed, name="feed"),
    re_path(r"^aktualnosci\.(?P<suffix>csv|json)$", news.news_table, name="news-table"),
    re_path(r"^aktualnosci/(?P<address>\d+[a-z0-9-]*)/$", news.news, name="news"),
    path("aktualnosci/<int:number>/pliki/<str:uid>/", news.news_file, name="news-file"),
    path("strony/<slug:code>/<slug:slug>/", pages.page, name="page"),
    path("dawny-portal/<slug:code>/", former.former, name="former"),
    path("dawny-portal/<slug:code>/<path:path>", former.former, name="former-path"),
    path("newsletter/", newsletter.ask, name="newsletter"),
    path("newsletter/<str:token>/", newsletter.confirm, name="newsletter-confirm"),
    path("newsletter/<str:token>/zmien/", newsletter.change, name="newsletter-change"),
    path("newsletter/<str:token>/koniec/", newsletter.end, name="newsletter-end"),
]
