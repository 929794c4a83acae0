"""Verifying electronic signatures: PAdES and XAdES, offline, without Django."""
