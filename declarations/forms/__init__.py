"""An edition in each of its forms: one module a form, each a function (edition, language) → bytes.

A form is made from the edition's own fields alone, so that the same edition always gives the same bytes.
"""
