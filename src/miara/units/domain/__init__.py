"""Rules of the register in plain Python: files, history, groups, shapes, search."""
