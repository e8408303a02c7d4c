"""Writers: one module a format, each a pure function from the package to text or bytes."""
