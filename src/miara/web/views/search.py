"""One question to everything public."""

from dataclasses import replace
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.core.found import Block, blocks_for

LONGEST: Final = 100  # letters; nobody names one thing with more


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What every context found for a text, in blocks; the address holds the text."""
    text = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST]
    blocks = _each_notice_once(blocks_for(request, text)) if text else []
    title = _("Search: %(text)s") % {"text": text} if text else _("Search everything")
    return render(
        request, "search.html", {"text": text, "title": title, "blocks": blocks}
    )


def _each_notice_once(blocks: list[Block]) -> list[Block]:
    """The same sentence is told above the first block that has it."""
    told: set[str] = set()
    made = []
    for block in blocks:
        new = tuple(each for each in block.notices if each not in told)
        told.update(new)
        made.append(replace(block, notices=new))
    return made
