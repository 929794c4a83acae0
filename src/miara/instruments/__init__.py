"""Programmes, projects, portfolios and networks that serve goals."""
