"""The command line: parse, call, render, exit code. Nothing below it prints."""

from dgsn_opendata.cli.main import main

__all__ = ["main"]
