"""The programs that tests call: a browser, and the Nu HTML checker with its Java.

`python -m tests.environment.tools` fetches the checker's pinned package once, through npm where there is one.
"""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent.parent / "var" / "tools"

# Version 26.9.27. The package on PyPI that carries the checker is from 2022 and rejects HTML that is valid today.
NU_PACKAGE = "vnu-jar@26.9.27"
NU_SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
NU_JAR = TOOLS / "vnu.jar"

CHROMIUM_NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
CHROMIUM_FLAGS = [
    # Without these Chromium asks its maker's servers for things at every start.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]


def find_chromium() -> str | None:
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def chromium_flags() -> list[str]:
    # Chromium's sandbox refuses to work for root, as which most build machines run.
    return CHROMIUM_FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])


def missing_for_nu_checker() -> str | None:
    """Say what the Nu HTML checker lacks, if anything."""
    if not shutil.which("java"):
        return "no Java, so no Nu HTML checker"
    if not NU_JAR.exists():
        return "no Nu HTML checker (var/tools/vnu.jar); npm fetches it"
    return None


def fetch_nu_checker() -> None:
    """Fetch the pinned package and keep its jar, if it is what it was when it was pinned."""
    if NU_JAR.exists() or not shutil.which("npm"):
        return
    TOOLS.mkdir(parents=True, exist_ok=True)
    print(f"Fetching {NU_PACKAGE}, once.", flush=True)
    subprocess.run(
        ["npm", "pack", "--silent", "--pack-destination", TOOLS, NU_PACKAGE],
        check=True,
        cwd=TOOLS,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    package = TOOLS / "vnu-jar-26.9.27.tgz"
    digest = base64.b64encode(hashlib.sha512(package.read_bytes()).digest()).decode()
    if digest != NU_SHA512:
        package.unlink()
        sys.exit(f"{NU_PACKAGE} is not what it was when it was pinned.")
    with tarfile.open(package) as archive:
        jar = archive.extractfile("package/build/dist/vnu.jar").read()
    unfinished = NU_JAR.with_suffix(".unfinished")
    unfinished.write_bytes(jar)
    unfinished.replace(NU_JAR)
    package.unlink()


if __name__ == "__main__":
    try:
        fetch_nu_checker()
    except subprocess.CalledProcessError:
        print("npm could not fetch the Nu HTML checker; its tests will say so.", file=sys.stderr)
