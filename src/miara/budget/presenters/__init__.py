"""The budget in words, tables and charts."""
