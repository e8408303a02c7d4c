"""The static site: a page in each language, with charts, and small files of every series."""
