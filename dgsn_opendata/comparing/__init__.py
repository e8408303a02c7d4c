"""Compare two releases of the package: what changed for those who use the data, and which version follows."""
