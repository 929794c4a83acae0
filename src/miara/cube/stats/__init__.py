"""Statistics in NumPy and SciPy: intervals, peers, signals, verdicts."""
