"""A report in other shapes: annotations of GitHub, SARIF, a web page."""
