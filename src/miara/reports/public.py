"""Front door for upper contexts."""

__all__: list[str] = []
