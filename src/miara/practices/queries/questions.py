"""Yearly questions by the key of their mail."""

from __future__ import annotations

from miara.practices.models import PracticeQuestion

__all__ = ["question_of_key"]


def question_of_key(key: str) -> tuple[PracticeQuestion, bool] | None:
    """The question of a mail; None for an unknown key or a card nobody may see.

    With whether its year has an answer, by whichever mail. Two queries.
    """
    found = PracticeQuestion.objects.filter(key=key, card__live=True)
    row = found.select_related("card").first()
    if row is None:
        return None
    same_year = PracticeQuestion.objects.filter(card_id=row.card_id, about=row.about)
    return row, same_year.exclude(answer="").exists()
