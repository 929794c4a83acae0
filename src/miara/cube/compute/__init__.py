"""From loads to the next vintage: assemble, apply formulas, derive, keep.

:func:`build` is the whole of it; the parts are one module each.
"""

from miara.cube.compute.build import BuildReport, Progress, build
from miara.cube.compute.planes import LevelAxis, Planes

__all__ = ["BuildReport", "LevelAxis", "Planes", "Progress", "build"]
