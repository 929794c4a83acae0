"""Reads of the contest, each starting from what the reader may see."""
