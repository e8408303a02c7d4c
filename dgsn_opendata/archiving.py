"""The archive of a release: one zip with the published folder in it, its manifest, and the proof that both hold.

The zip is a Data Package as the standard's recipe for zipped packages has it (``datapackage.json`` on top), made
without the machine's clock; the manifest is what ``sha256sum --check`` reads.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dgsn_opendata.comparing.difference import compare
from dgsn_opendata.comparing.releases import read_release
from dgsn_opendata.errors import EnvironmentProblem
from dgsn_opendata.exports.archive import Archive
from dgsn_opendata.rules.descriptor import DESCRIPTOR
from dgsn_opendata.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MANIFEST = "SHA256SUMS"


def archive_names(descriptor: Mapping[str, Any]) -> tuple[str, str]:
    """Return the names of a release's archive and of the file with the archive's own hash.

    >>> archive_names({"name": "dgsn-opendata", "version": "1.2.3"})
    ('dgsn-opendata-1.2.3.zip', 'dgsn-opendata-1.2.3.zip.sha256')
    """
    archive = f"{descriptor['name']}-{descriptor['version']}.zip"
    return archive, f"{archive}.sha256"


def write_manifest(files: Mapping[str, bytes]) -> bytes:
    r"""Return the SHA-256 of files by path, a line each in the order of paths, as ``sha256sum`` writes it.

    >>> write_manifest({"b": b"", "a": b"x"})[:20]
    b'2d711642b726b0440162'
    """
    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return "".join(lines).encode()


def seal(folder: Path, check: Callable[[Path], None]) -> None:
    """Add to a folder with a published package its manifest, its archive and the archive's hash, and prove them.

    The archive is opened again, in a folder beside: it must hold the folder's files byte for byte, and what is
    unpacked from it must pass ``check`` (which is given the path of its descriptor) and be valid for this library.
    Raises :class:`~dgsn_opendata.errors.EnvironmentProblem` where it is not.
    """
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    files[MANIFEST] = write_manifest(files)
    archive, digest = archive_names(json.loads(files[DESCRIPTOR]))
    data = _zip(files)
    _prove(data, files, check, folder.parent)
    for name, content in ((MANIFEST, files[MANIFEST]), (archive, data), (digest, write_manifest({archive: data}))):
        (folder / name).write_bytes(content)


def _zip(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with Archive(buffer, "w") as archive:
        for path in sorted(files):
            archive.writestr(path, files[path])
    return buffer.getvalue()


def _prove(data: bytes, files: Mapping[str, bytes], check: Callable[[Path], None], room: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, tempfile.TemporaryDirectory(dir=room) as unpacked:
        archive.extractall(unpacked)
        folder = Path(unpacked)
        if _read_files(folder) != files:
            raise EnvironmentProblem(
                "The archive does not hold the files of the folder", "Make room on the disk and build again."
            )
        check(folder / DESCRIPTOR)
        whole = folder / "archive.zip"
        whole.write_bytes(data)
        if not compare(read_release(whole), read_release(folder)).is_empty:
            raise EnvironmentProblem(
                "The library reads other tables from the archive than from the folder",
                "This is a defect; please report it.",
            )
        if errors := validate(folder).errors:
            raise EnvironmentProblem(
                f"The unpacked archive is not valid: {errors[0]}", "This is a defect; please report it."
            )


def _read_files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
