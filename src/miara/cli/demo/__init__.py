"""``miara demo``: the fictional voivodeship with everything the program can do."""
