"""Make the virtual environment and install the pinned packages, if that was not done for these very lists."""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_PYTHON = (3, 11)


def stamp_of(requirements: str) -> str:
    """A short text that changes with any of the package lists or with the Python that installs them."""
    lists = [ROOT / requirements]
    if requirements != "requirements.txt":
        lists.append(ROOT / "requirements.txt")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in lists)).hexdigest()
    return f"{sys.version_info.major}.{sys.version_info.minor} {digest}"


def main(folder: str, requirements: str) -> None:
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.12 run")
    environment = ROOT / folder
    stamp_file = environment / f".installed-{requirements}"
    stamp = stamp_of(requirements)
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return
    print(f"Installing {requirements} into {folder}, once.", flush=True)
    if not (environment / "bin" / "python").exists():
        venv.create(environment, with_pip=True)
    subprocess.run(
        [
            *(environment / "bin" / "python", "-m", "pip", "install"),
            *("--quiet", "--disable-pip-version-check", "--requirement", ROOT / requirements),
        ],
        check=True,
    )
    stamp_file.write_text(stamp)


if __name__ == "__main__":
    try:
        main(sys.argv[1], sys.argv[2])
    except subprocess.CalledProcessError as error:
        sys.exit(f"The packages could not be installed (pip ended with {error.returncode}).")
