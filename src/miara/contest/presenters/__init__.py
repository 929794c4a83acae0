"""Words and rows for the pages of the contest."""
