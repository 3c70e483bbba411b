"""What every test shares: folders of their own, the seeds, and how long properties may search."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

# No deadline: a busy machine is no fault. No database: a run must not depend on the run before, and the same tests look
# at the same examples, unless other ones are asked for.
settings.register_profile(
    "here",
    deadline=None,
    database=None,
    max_examples=100,
    derandomize="BRIEFING_READER_NEW_EXAMPLES" not in os.environ,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("here")


def pytest_configure(config: pytest.Config) -> None:
    """Register the marks that pyproject.toml does not know."""
    config.addinivalue_line("markers", "slow: takes seconds, since it builds and installs the wheel")


@pytest.fixture(autouse=True, scope="session")
def _home_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for the configuration, data and cache of this run, so that no test meets a person's own."""
    folder = tmp_path_factory.mktemp("home")
    before = os.environ.get("BRIEFING_READER_HOME")
    os.environ["BRIEFING_READER_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["BRIEFING_READER_HOME"]
    else:
        os.environ["BRIEFING_READER_HOME"] = before


@pytest.fixture(scope="session")
def seeds() -> tuple[Path, ...]:
    """The two sample briefings: the plain text first, the Markdown second."""
    found = tuple(sorted((ROOT / "seeds").iterdir()))
    assert [path.suffix for path in found] == [".txt", ".md"]
    return found
