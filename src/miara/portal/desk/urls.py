"""Our own addresses among the editing pages."""

from django.urls import path

from miara.portal.desk import page_views, views

app_name = "portal-desk"

urlpatterns = [
    path("<int:number>/stan/", views.news_state, name="news-state"),
    path("<int:number>/stan/<slug:act>/", views.news_act, name="news-act"),
    path("<int:number>/szkic/", views.draft, name="draft"),
    path("<int:number>/szkic/pliki/<str:uid>/", views.draft_file, name="draft-file"),
    path("strona/<int:number>/stan/", page_views.page_state, name="page-state"),
    path("strona/<int:number>/stan/<slug:act>/", page_views.page_act, name="page-act"),
]
