"""Small helpers of the component templates."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField

register = template.Library()


@register.filter
def error_links(form: BaseForm) -> list[dict[str, object]]:
    """Errors of a form, each with the id of the control it belongs to."""
    found: list[dict[str, object]] = [
        {"text": text, "id": ""} for text in form.non_field_errors()
    ]
    for name, errors in form.errors.items():
        if name not in form.fields:
            continue
        bound: BoundField = form[name]
        label = bound.label
        found += [
            {"text": text, "id": bound.id_for_label or bound.auto_id, "label": label}
            for text in errors
        ]
    return found


@register.filter
def is_check(bound: BoundField) -> bool:
    """Whether the control is a single checkbox, whose label stands after it."""
    return getattr(bound.field.widget, "input_type", "") == "checkbox" and not (
        bound.use_fieldset
    )


@register.filter
def page_numbers(page: Page[Any]) -> Iterable[int | str]:
    """Numbers of pages with gaps, as Django's paginator elides them."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.filter
def next_sort(sort: str, key: str) -> str:
    """Value of ``sort`` after a press on the heading ``key``.

    >>> next_sort("name", "name"), next_sort("-name", "name"), next_sort("", "name")
    ('-name', 'name', 'name')
    """
    return f"-{key}" if sort == key else key


@register.filter
def plain_cells(
    cells: Iterable[Any], columns: Iterable[Any]
) -> list[tuple[Any, Any, Any, Any, bool]]:
    """Text, address, reason and note of each cell, and whether it is a number.

    A template looks attributes up one by one: in a table of a few hundred cells that
    took half of the page.
    """
    return [
        (
            getattr(cell, "text", ""),
            getattr(cell, "url", ""),
            getattr(cell, "reason", ""),
            getattr(cell, "note", ""),
            bool(getattr(column, "numeric", False)),
        )
        for cell, column in zip_longest(cells, columns)
        if cell is not None
    ]


@register.filter
def sort_state(sort: str, key: str) -> str:
    """Value of ``aria-sort`` for the heading ``key``, empty when not sorted by it."""
    return {key: "ascending", f"-{key}": "descending"}.get(sort, "")
