"""Exchange: keys, the interface of a unit, packages of a unit, its open data."""
