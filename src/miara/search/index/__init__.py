"""The embedded index: built and changed by the worker, read by everybody."""
