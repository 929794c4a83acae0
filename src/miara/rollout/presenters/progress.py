"""Pages of progress: stages with steps, and a sentence of where the unit stands."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from miara.core.numbers import MISSING
from miara.rollout.domain.packs import Pack, Step, parts
from miara.rollout.presenters.words import STAGES, page_url, time_words
from miara.rollout.queries.progress import Progress, StepState

__all__ = ["StageLines", "StepLine", "pack_stages", "progress_sentence", "stages_of"]


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as the page shows it; ``url`` is empty outside a unit."""

    title: str
    why: str
    who: str
    time: str
    url: str
    state: str
    is_done: bool
    is_next: bool


@dataclass(frozen=True, slots=True)
class StageLines:
    """Steps of a stage."""

    code: str
    name: str
    lines: list[StepLine]
    done: int


def stages_of(progress: Progress, address: str) -> list[StageLines]:
    """Stages of a unit's rollout with what was counted."""
    first = progress.next
    lines = [
        (
            each.step,
            _line(each.step, progress.pack, address, each, is_next=each is first),
        )
        for each in progress.steps
    ]
    return _staged(lines)


def pack_stages(pack: Pack) -> list[StageLines]:
    """Stages of a pack for those who only read about it."""
    known = {each.code: each for each in parts().steps}
    return _staged([(known[code], _line(known[code], pack)) for code in pack.steps])


def progress_sentence(progress: Progress) -> str:
    """How many steps are done, and which is next."""
    language = get_language() or "pl"
    count = len(progress.steps)
    first = ngettext(
        "%(done)s of %(count)s step is done.",
        "%(done)s of %(count)s steps are done.",
        count,
    ) % {"done": progress.done, "count": count}
    if progress.next is None:
        return first
    title = progress.next.step.title.in_language(language)
    return f"{first} " + _("Next: %(step)s.") % {"step": title}


def _line(
    step: Step,
    pack: Pack,
    address: str = "",
    state: StepState | None = None,
    *,
    is_next: bool = False,
) -> StepLine:
    language = get_language() or "pl"
    # In a small office who keeps the system does what a larger one has a post for.
    code = step.who if step.who in pack.posts else "planner"
    who = next(each for each in parts().posts if each.code == code)
    return StepLine(
        title=step.title.in_language(language),
        why=step.why.in_language(language),
        who=who.title.in_language(language),
        time=time_words(step.minutes),
        url=page_url(step.page, address) if address else "",
        state=_state(state) if state else MISSING,
        is_done=bool(state and state.is_done),
        is_next=is_next,
    )


def _state(state: StepState) -> str:
    if state.is_done:
        return pgettext("step", "done")
    step = state.step
    if step.done in {"owned_goals", "linked_tasks"}:
        return _("%(count)s of the needed %(needed)s %%") % {
            "count": state.count,
            "needed": step.at_least,
        }
    if step.at_least > 1:
        return _("%(count)s of %(needed)s") % {
            "count": state.count,
            "needed": step.at_least,
        }
    return _("not yet")


def _staged(lines: list[tuple[Step, StepLine]]) -> list[StageLines]:
    found = []
    for code, name in STAGES.items():
        here = [line for step, line in lines if step.stage == code]
        if here:
            done = sum(1 for line in here if line.is_done)
            found.append(StageLines(code.lower(), str(name), here, done))
    return found
