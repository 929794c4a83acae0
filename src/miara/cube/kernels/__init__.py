"""Loops over the whole country: the only place that imports Numba."""
