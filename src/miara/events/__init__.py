"""Events: conferences and galas with their programmes."""
