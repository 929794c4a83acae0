"""Forms of the editing pages as a browser sends them."""

import re


def form_of(page):
    """Values that a browser would send back: hidden ones and those of formsets."""
    return {
        "files-TOTAL_FORMS": "0",
        "files-INITIAL_FORMS": "0",
        "links-TOTAL_FORMS": "0",
        "links-INITIAL_FORMS": "0",
    } | dict(
        re.findall(
            r'name="((?:files|links)-(?:TOTAL|INITIAL)_FORMS)" value="(\d+)"', page
        )
    )
