"""Who reads which entry: panels by cell, fair fit, loads, conflicts, explained.

``problem`` says what is asked, ``propose`` answers at once by flows, ``improve`` looks
for a better answer with a proven bound, ``explain`` says why, ``replan`` repairs, and
``check`` judges any plan without trusting the others.
"""
