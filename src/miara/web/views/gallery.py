"""The gallery of components: to look at them and to scan them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from miara.web.gallery import examples


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, with long and missing texts.

    Only in debugging, or for a signed-in operator: others get 404.
    """
    person = getattr(request, "user", None)
    if not (settings.DEBUG or (person is not None and person.is_staff)):
        raise Http404
    bound = examples.ExampleForm(request.POST) if request.method == "POST" else None
    context = examples.context(bound or examples.ExampleForm())
    status = 422 if bound is not None and not bound.is_valid() else 200
    return render(request, "gallery.html", context, status=status)
