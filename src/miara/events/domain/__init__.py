"""Programmes as plain data: no database, no words for people."""
