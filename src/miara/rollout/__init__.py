"""Deployment of the system in a unit: packs, progress, import of tables, experience."""
