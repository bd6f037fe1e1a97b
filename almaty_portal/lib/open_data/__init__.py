"""The open data: what every room's `api.py` is made of. A leaf: no models.

A `Resource` names published rows, their order and their filters; a `Row` says what is in each and what it means. The
API, the dumps and the data dictionary are all made of these two, so that none of them can say something else.
"""
