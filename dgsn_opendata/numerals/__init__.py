"""Read the figures of the Arabic, French and English press: ``read`` a printed one, ``scan`` a text for all."""

from dgsn_opendata.numerals.figures import LANGUAGES, Figure, Found, NumeralError
from dgsn_opendata.numerals.reading import read
from dgsn_opendata.numerals.scanning import scan

__all__ = ["LANGUAGES", "Figure", "Found", "NumeralError", "read", "scan"]
