"""The Nu HTML checker, asked about pages."""

import json
import subprocess
from pathlib import Path

from ..environment.missing import skip_or_fail
from ..environment.tools import NU_JAR, missing_for_nu_checker


def remarks(pages: dict[str, str], folder: Path) -> list[str]:
    """All errors and warnings about pages, given by a file name and their HTML; each with the page and its line."""
    if missing := missing_for_nu_checker():
        skip_or_fail(missing)
    for name, html in pages.items():
        (folder / name).write_text(html)
    command = ["java", "-Xmx512m", "-jar", NU_JAR, "--format", "json", "--exit-zero-always", "--stdout", folder]
    messages = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)["messages"]
    return sorted(
        {f"{message['url'].rsplit('/', 1)[-1]}:{message.get('lastLine')} {message['message']}" for message in messages}
    )
