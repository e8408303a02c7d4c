"""The documents in docs/: the notebook runs as it is shipped, and the pictures are those that plot draws."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import nbclient
import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from dgsn_opendata import cite, plot, save_plot
from dgsn_opendata.schemas import LANGUAGES, Language

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
NOTEBOOK = DOCS / "first-chart.ipynb"
PICTURES: dict[Language, str] = {"en": "first-chart.svg", "fr": "first-chart.fr.svg", "ar": "first-chart.ar.svg"}
CALL = re.compile(r"\bdgsn\.(\w+)\(")


def code_cells(notebook: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def shipped() -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]
    return notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder in which the notebook is run."""
    folder: Path = tmp_path_factory.mktemp("reader")
    return folder


@pytest.fixture(scope="module")
def run(folder: Path) -> nbformat.NotebookNode:
    """Run the notebook in a new folder, by the interpreter that runs the tests, and give it with its outputs."""
    homes = tmp_homes(folder.parent / f"{folder.name}-home")
    # Of itself this one knows the kernel of the interpreter that it runs in, and no other.
    kernels = KernelSpecManager(kernel_dirs=[])
    manager = AsyncKernelManager(
        kernel_name="python3", kernel_spec_manager=kernels, connection_file=f"{folder}-home/kernel.json"
    )
    # The manager is ours, so that nbclient stops the kernel only when told.
    client = nbclient.NotebookClient(
        shipped(), km=manager, timeout=60, resources={"metadata": {"path": str(folder)}}
    )
    return client.execute(cleanup_kc=True, env={**os.environ, **homes, "PYTHONPATH": str(ROOT)})


def tmp_homes(home: Path) -> dict[str, str]:
    """Return variables by which a kernel keeps its history and settings in a folder that is made for it."""
    home.mkdir()
    return {"IPYTHONDIR": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home)}


def test_the_notebook_is_shipped_without_outputs_and_says_nothing_of_a_machine() -> None:
    notebook = shipped()
    nbformat.validate(notebook)
    assert {(cell.execution_count, *cell.outputs) for cell in code_cells(notebook)} == {(None,)}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert set(notebook.metadata.language_info) == {"name"}
    assert not any(cell.metadata for cell in notebook.cells)
    assert NOTEBOOK.read_text(encoding="utf-8") == f"{nbformat.writes(notebook)}\n"  # type: ignore[no-untyped-call]


def test_from_install_to_a_published_chart_it_takes_less_than_fifteen_lines() -> None:
    lines = [line for cell in code_cells(shipped()) for line in cell.source.splitlines() if line.strip()]
    (install,) = re.findall(r"^\$ (pip install .*)$", shipped().cells[0].source, re.MULTILINE)
    assert '"dgsn-opendata[plot]"' in install
    assert 5 < len([install, *lines]) < 15


def test_every_cell_runs_and_writes_nothing_to_the_terminal_but_what_it_prints(run: nbformat.NotebookNode) -> None:
    outputs = [output for cell in code_cells(run) for output in cell.outputs]
    assert {output.output_type for output in outputs} == {"execute_result", "stream"}
    assert {output.name for output in outputs if output.output_type == "stream"} == {"stdout"}


def test_it_finds_the_indicator_first_and_shows_its_figures_with_links(run: nbformat.NotebookNode) -> None:
    found, cases, breaks, printed, chart = (cell.outputs[0].data for cell in code_cells(run)[:5])
    assert re.search(r"^0 +criminal_cases_total", found["text/plain"], re.MULTILINE)
    for html in (cases["text/html"], printed["text/html"]):
        assert "#:~:text=" in html
    assert "sources contradict one another" in cases["text/html"]
    assert "health emergency" in breaks["text/plain"]
    assert "doubtful" in printed["text/html"]
    assert any(kind.startswith("application/vnd.vegalite") or kind == "text/html" for kind in chart)


def test_it_leaves_the_chart_as_picture_and_page_and_ends_with_the_citation(
    run: nbformat.NotebookNode, folder: Path
) -> None:
    assert sorted(path.name for path in folder.iterdir()) == ["criminal-cases.html", "criminal-cases.png"]
    assert (folder / "criminal-cases.png").read_bytes().startswith(b"\x89PNG")
    assert "<html" in (folder / "criminal-cases.html").read_text(encoding="utf-8")
    assert code_cells(run)[-1].outputs[0].text == f"{cite('criminal_cases_total', 2022)}\n"


def test_the_readme_takes_the_same_steps() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (example,) = [code for code in re.findall(r"```python\n(.*?)```", readme, re.DOTALL) if "save_plot" in code]
    cells = "\n".join(cell.source for cell in code_cells(shipped()))
    assert set(CALL.findall(example)) <= set(CALL.findall(cells))
    assert 5 < len([line for line in example.splitlines() if line.strip()]) + len(["pip install"]) < 15


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pictures_of_the_documents_are_those_that_plot_draws(lang: Language, tmp_path: Path) -> None:
    save_plot(plot("criminal_cases_total", lang=lang), tmp_path / "chart.svg")
    assert words(DOCS / PICTURES[lang]) == words(tmp_path / "chart.svg")


def words(picture: Path) -> list[str]:
    """Return all texts of a picture, and what it says of its marks; the version is that of the picture's day."""
    elements = [*ElementTree.parse(picture).iter()]
    texts = [text.strip() for element in elements for text in (element.text, element.get("aria-label")) if text]
    return [re.sub(r"dgsn-opendata [0-9.]+,", "dgsn-opendata,", text) for text in texts]
