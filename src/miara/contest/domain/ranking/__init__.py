"""From marks to an order, and how sure the order is.

``marks`` turns rows of an export into exact points and means, ``model`` estimates
entries and experts together, ``connection`` says where experts can be compared at all,
``rules`` holds thresholds, ties and discrepancies, ``stability`` shakes the result.
Everything here takes the rows of the export and the rules of the edition, so that
anybody can repeat it.
"""
