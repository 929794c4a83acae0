"""Domains, services, goals, targets and local indicators of a unit."""
