"""Files the contest gives out."""
