"""Moving an existing archive: columns, cells, rows, duplicates. Pure Python."""
