"""Stages of long work in words, and the way from the cube's progress to ours."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from miara.core.progress import Progress

STAGES = {
    "assemble": _("Putting the files together"),
    "compute": _("Computing indicators, comparisons and uncertainty"),
    "keep": _("Writing the build to disk"),
    "fetch": _("Fetching pages of the Local Data Bank"),
    "parse": _("Reading the fetched pages"),
}


def stages_of(progress: Progress) -> Callable[[str, int, int], None]:
    """A function that the cube calls with a stage, steps done and steps in all.

    Stages nobody named are shown by their code.
    """
    present = ("", 0)

    def tell(stage: str, done: int, total: int) -> None:
        nonlocal present
        name, before = present
        if stage != name:
            progress.stage(str(STAGES.get(stage, stage)), total or None)
            before = 0
        if done > before:
            progress.advance(done - before)
        present = (stage, max(done, before))

    return tell
