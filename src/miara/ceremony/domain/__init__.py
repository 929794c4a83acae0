"""Pure parts: steps, sealing, fictional names."""
