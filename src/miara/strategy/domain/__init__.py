"""Rules of the context without the database: targets, values, trees, tables."""
