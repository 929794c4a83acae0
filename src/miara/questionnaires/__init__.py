"""Forms as data: versioned, filled together, checked, printed."""
