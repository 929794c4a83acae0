"""The package of an edition as a ZIP in the layout of BagIt, checked without us.

Nothing here needs a database: whoever has the package can check it.
"""
