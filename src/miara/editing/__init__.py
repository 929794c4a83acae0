"""The one door to the pages where editors work."""
