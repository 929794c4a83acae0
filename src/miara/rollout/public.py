"""Rollouts for other contexts and for the demo."""

from miara.rollout.actions.method import adopt_document
from miara.rollout.actions.sharing import save_answers, save_experience
from miara.rollout.actions.start import PostChoice, apply_pack
from miara.rollout.domain.packs import pack, packs
from miara.rollout.queries.progress import progress_of
from miara.rollout.queries.rollouts import documents_of, rollout_of

__all__ = [
    "PostChoice",
    "adopt_document",
    "apply_pack",
    "documents_of",
    "pack",
    "packs",
    "progress_of",
    "rollout_of",
    "save_answers",
    "save_experience",
]
