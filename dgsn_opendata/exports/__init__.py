"""Writers: one module a format, each a pure function from the package to text or bytes."""

import os

# Read when openpyxl is first imported: where lxml is installed, it would write other bytes.
os.environ["OPENPYXL_LXML"] = "False"
