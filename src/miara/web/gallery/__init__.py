"""Examples shown in the gallery of components."""
