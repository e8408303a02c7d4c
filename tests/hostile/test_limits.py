"""The corpus keeps its size, and what is largest in it takes neither much memory nor a second reading of it."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dgsn_opendata.csvfile import parse_records
from dgsn_opendata.descriptors import find_faults
from dgsn_opendata.jsonfile import JsonFault, parse_json
from tests.hostile.cells import CELLS, CIRCLES, FAMILIES
from tests.hostile.descriptors import DESCRIPTORS, TYPES
from tests.hostile.files import FILES
from tests.hostile.refusals import REFUSALS

MOST_MEGABYTES = 500
_LARGE = """
import json, sys, tempfile, zipfile
from pathlib import Path
from dgsn_opendata.refreshing import refresh
from dgsn_opendata.cli.main import main
from tests.hostile.files import FILES
from tests.small import write_package

def run(*arguments):
    try:
        main([str(one) for one in arguments])
    except SystemExit as stopped:
        return stopped.code

home = Path(tempfile.mkdtemp(dir=sys.argv[1]))
codes = []
FILES["a cell of ten megabytes"].change(write_package(home / "cell"))
codes.append(run("validate", home / "cell"))
folder = write_package(home / "descriptor")
(folder / "datapackage.json").write_text('{"resources": [' + "[]," * 2_600_000 + "[]]}")
codes.append(run("validate", folder))
new = write_package(home / "new")
refresh(new)
with zipfile.ZipFile(home / "old.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for path in new.rglob("*"):
        if path.is_file():
            more = b"a,b,1,date,\\n" * 300_000 if path.name == "waivers.csv" else b""
            archive.writestr(f"p/{path.relative_to(new).as_posix()}", path.read_bytes() + more)
codes.append(run("diff", home / "old.zip", new))
# Of this program alone: what resource counts begins with the memory of the process that has started it.
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
sys.stderr.write(json.dumps([codes, int(most.split()[1]) // 1024]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems tell the most memory otherwise")
def test_the_largest_of_them_take_less_than_half_a_gigabyte(tmp_path: Path) -> None:
    here = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", _LARGE, str(tmp_path)], capture_output=True, text=True, cwd=here, timeout=120, check=True,
        env={**os.environ, "PYTHONPATH": here},
    )  # fmt: skip
    codes, megabytes = parse_json(done.stderr.encode())
    assert codes == [1, 1, 0]
    assert megabytes < MOST_MEGABYTES


def test_the_corpus_has_lost_none_of_its_cases() -> None:
    cells = [f"{name}: {text}" for name, (_, _, _, texts) in FAMILIES.items() for text in texts]
    packages = [*FILES, *CELLS, *CIRCLES, *cells, *DESCRIPTORS, *TYPES]
    assert len(set(packages)) == len(packages) >= 560
    assert len(REFUSALS) >= 150


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_findings_about_a_table(data: bytes) -> None:
    records, findings = parse_records(data, "table.csv")
    assert records is not None or findings


@settings(max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(alphabet='{}[]",:\\ud8cA0N-e9tru', max_size=60).map(str.encode),
    )
)
def test_json_is_read_or_refused_and_its_form_judged(data: bytes) -> None:
    with contextlib.suppress(JsonFault):
        assert all(one.expected for one in find_faults(parse_json(data)))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["name", "path", "resources", "schema", "fields", "bytes", "x"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@given(_JSON)
def test_no_shape_of_a_descriptor_is_more_than_findings(descriptor: object) -> None:
    for fault in find_faults(descriptor):
        assert fault.found.say("fr")
        assert fault.expected.say("fr")
