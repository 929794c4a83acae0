"""Our own addresses among the editing pages."""

from django.urls import path

from miara.practices.desk import views

app_name = "practices-desk"

urlpatterns = [
    path("recenzje/", views.reviews, name="reviews"),
    path("<int:number>/recenzja/", views.review, name="review"),
    path("<int:number>/stan/", views.card_state, name="card-state"),
    path("<int:number>/stan/<slug:act>/", views.card_act, name="card-act"),
    path("<int:number>/szkic/", views.draft, name="draft"),
    path("<int:number>/szkic/pliki/<str:uid>/", views.draft_file, name="draft-file"),
]
