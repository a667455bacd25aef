"""A first visit on a weak signal: few files, few bytes, all from here."""

from playwright.sync_api import Page, Request

KB = 1024
BYTES_WITHOUT_PICTURES = 60 * KB
SCRIPT_BYTES = 8 * KB
REQUESTS = 8


def watch(tab: Page) -> list[Request]:
    """A list that grows with each file that the browser fetches from now on."""
    finished: list[Request] = []
    tab.on("requestfinished", lambda request: finished.append(request))
    return finished


def is_picture(request: Request) -> bool:
    return "/media/" in request.url


def over_budget(finished: list[Request], site: str) -> list[str]:
    """Each budget that is broken, with what broke it."""
    size = {request.url: request.sizes()["responseBodySize"] for request in finished}
    # A browser with a window also fetches the icon; it stands in the head of every page.
    requests = len(finished) + (not any("favicon" in url for url in size))
    weight = sum(size[request.url] for request in finished if not is_picture(request))
    scripts = sum(size[request.url] for request in finished if request.resource_type == "script")
    listed = ", ".join(f"{url.removeprefix(site)} {bytes_} B" for url, bytes_ in size.items())
    broken = []
    if weight > BYTES_WITHOUT_PICTURES:
        broken.append(f"{weight / KB:.1f} KB without pictures: {listed}")
    if scripts > SCRIPT_BYTES:
        broken.append(f"{scripts / KB:.1f} KB of scripts: {listed}")
    if requests > REQUESTS:
        broken.append(f"{requests} requests: {listed}")
    return broken + [f"from elsewhere: {url}" for url in size if not url.startswith(f"{site}/")]
