"""Pages of plans from a unit as large as the largest city but one."""
