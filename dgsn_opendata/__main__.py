"""Run the command line with ``python -m dgsn_opendata``."""

from dgsn_opendata.cli import main

main()
