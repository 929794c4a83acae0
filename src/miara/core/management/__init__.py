"""Commands every installation needs."""
