"""The contest of the demo: one edition being assessed, one that is over."""

from miara.cli.demo.contest.past import hold_past_edition
from miara.cli.demo.contest.present import hold_present_edition

__all__ = ["hold_past_edition", "hold_present_edition"]
