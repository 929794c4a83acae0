"""Contexts above the one that serves the API add their addresses here."""

from importlib import import_module

from ninja import Router

__all__ = ["register", "routers"]

_modules: list[str] = []


def register(module: str) -> None:
    """Add the ``router`` of a module; called once at start, imported when needed."""
    if module not in _modules:
        _modules.append(module)


def routers() -> list[Router]:
    """Routers of all contexts, in the order of their names."""
    return [import_module(module).router for module in sorted(_modules)]
