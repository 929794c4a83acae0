"""The numbers: reading, storing, computing and exporting, without Django.

Path of data, one way only::

    sources   an official file as it is        -> Load (planes, origin, findings)
    assemble  loads + register of units        -> variables on one unit axis
    formula   numerator and denominator        -> raw indicator values
    compute   intervals, percentiles, peers,
              bands, trends, control charts    -> derived blocks
    store     content-addressed, append-only   -> Vintage (immutable)
    export    Parquet, CSV, JSON-stat, SDMX-CSV

Axes are always (series, period, unit), C order, float64; a stored variable is
one plane (period, unit). Codes of units are labels, never positions in an
interface. Nothing here knows people, pages or permissions.
"""
