"""What stands out of a unit: strong, weak, or merely different."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from miara.cube.stats import signals
from miara.cube.stats.signals import Evidence, Reason, Signals

#: What a page promises for everything it names, strong, weak and changed together.
PAGE_FALSE_ALARM: Final = signals.FALSE_ALARM
#: Half of it goes to what stands out, half to what changed (Bonferroni).
FALSE_ALARM: Final = PAGE_FALSE_ALARM / 2
MOST = signals.MOST


@dataclass(frozen=True, slots=True)
class Standing:
    """Verdicts of one page; positions of indicators, the farthest first.

    Attributes
    ----------
    strong, weak
        Better or worse than chance alone would explain, at most five each.
    different
        Far from the group where neither direction is better, at most five.
    named
        How many indicators stand out in all, also beyond the five.
    tested
        How many could be judged at all.
    verdict
        int8 (I,): 1 strong, -1 weak, 2 merely different, 0 nothing stands out.
    """

    strong: tuple[int, ...]
    weak: tuple[int, ...]
    different: tuple[int, ...]
    named: int
    tested: int
    verdict: NDArray[np.int8]


def standing(
    evidence: Evidence, *, false_alarm: float = FALSE_ALARM, most: int = MOST
) -> Standing:
    """Name what stands out, with one false-alarm limit for the whole page.

    Indicators in which neither direction is better are judged together with the
    others, so the limit holds for everything that is named.
    """
    everything = replace(evidence, polarity=np.ones_like(evidence.polarity))
    found = signals.find_signals(everything, false_alarm=false_alarm, most=most)
    named = _named(found, false_alarm)
    polarity = evidence.polarity
    far = np.where(named, found.effect, 0.0)
    good = np.asarray(far * polarity, dtype=np.float64)
    verdict = np.where(good > 0, 1, np.where(good < 0, -1, 0)).astype(np.int8)
    verdict[named & (polarity == 0)] = 2
    return Standing(
        strong=_farthest(good, most),
        weak=_farthest(-good, most),
        different=_farthest(np.abs(far) * (polarity == 0), most),
        named=int(named.sum()),
        tested=int((found.reason == Reason.ELIGIBLE).sum()),
        verdict=verdict,
    )


def _named(found: Signals, false_alarm: float) -> NDArray[np.bool_]:
    return found.outside & (np.nan_to_num(found.adjusted, nan=1.0) <= false_alarm)


def _farthest(good: NDArray[np.float64], most: int) -> tuple[int, ...]:
    order = np.argsort(-good, kind="stable")[:most]
    return tuple(int(i) for i in order if good[i] > 0)
