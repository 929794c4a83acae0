"""National recompute beside pandas, Polars, DuckDB and PostgreSQL."""
