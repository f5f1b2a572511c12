"""The words for values, in the language of the page."""
