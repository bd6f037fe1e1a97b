"""The open data as a whole: the API's schema, the dumps, the data dictionary and the page that explains them."""
