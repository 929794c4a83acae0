"""The whole file of an edition as one BagIt package, written part by part."""
