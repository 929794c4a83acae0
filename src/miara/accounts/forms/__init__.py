"""Forms of the context: parsing and validation, no writing."""
