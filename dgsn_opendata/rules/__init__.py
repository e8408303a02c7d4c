"""Rules about the data, one module a family: each yields findings, none prints, repairs or raises."""
