"""`make run`: the whole site on one's own machine, with the embedded database. Ctrl-C stops all of it."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
SECONDS_TO_START = 60

sys.path.insert(0, str(ROOT))

from sarcoma_site.settings.secret_key import read_or_create_secret_key  # noqa: E402


def local_environment() -> dict[str, str]:
    """Production settings, unless DEBUG=1; what the caller set stays as it is."""
    debug = os.environ.get("DEBUG", "0").lower() in {"1", "true", "yes"}
    environment = {
        "DJANGO_SETTINGS_MODULE": f"sarcoma_site.settings.{'dev' if debug else 'production'}",
        "PORT": "8000",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "PYTHONUNBUFFERED": "1",
        **os.environ,
    }
    environment.setdefault("SITE_URL", f"http://127.0.0.1:{environment['PORT']}")
    if not environment.get("SECRET_KEY"):
        environment["SECRET_KEY"] = read_or_create_secret_key(VAR / "secret_key")
    return environment


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def server_command(environment: dict[str, str]) -> list[str]:
    if environment["DJANGO_SETTINGS_MODULE"].endswith(".dev"):
        return manage("runserver", f"127.0.0.1:{environment['PORT']}")
    return [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py"), "sarcoma_site.wsgi"]


def is_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def wait_until_it_answers(address: str, server: subprocess.Popen) -> bool:
    """Ask /healthz until it answers; give up when the server has ended or a minute has passed."""
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def stop(processes: list[subprocess.Popen]) -> None:
    """Ask each to finish, and wait."""
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()


def serve(environment: dict[str, str]) -> int:
    """Run the worker and the server until one ends or somebody stops us."""
    address = f"http://127.0.0.1:{environment['PORT']}"
    # Children in groups of their own: Ctrl-C reaches only us, and we stop them in order.
    server = subprocess.Popen(server_command(environment), env=environment, cwd=ROOT, start_new_session=True)
    worker = subprocess.Popen(manage("run_worker"), env=environment, cwd=ROOT, start_new_session=True)
    processes = [server, worker]
    # Both, also where a shell started us in the background and so told us to ignore Ctrl-C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    try:
        if not wait_until_it_answers(address, server):
            print("The server did not start. Its last words are above.", file=sys.stderr)
            return 1
        print(f"\nThe site:       {address}/\nFor the staff:  {address}/{environment.get('ADMIN_PATH', 'admin/')}")
        print("Ctrl-C stops it.\n", flush=True)
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
        print("The server or the worker ended by itself. Its last words are above.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopping.")
        return 0
    finally:
        stop(processes)


def main() -> int:
    VAR.mkdir(exist_ok=True)
    environment = local_environment()
    only_prepare = "--setup-only" in sys.argv
    if not only_prepare and is_taken(int(environment["PORT"])):
        print(f"Port {environment['PORT']} is in use. Choose another: PORT=8001 make run", file=sys.stderr)
        return 1
    prepared = subprocess.run(manage("prepare_site"), env=environment, cwd=ROOT)
    if prepared.returncode or only_prepare:
        return prepared.returncode
    return serve(environment)


if __name__ == "__main__":
    sys.exit(main())
