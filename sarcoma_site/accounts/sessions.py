"""Where staff are signed in."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.management import call_command


def end_all_sessions(user) -> int:
    """Sign a user out everywhere; return from how many browsers."""
    sessions = UserSession.objects.filter(user=user)
    count = sessions.count()
    for session in sessions:
        session.end()
    return count


def forget_ended_sessions(**_signal) -> None:
    """Each night: sessions that are over are deleted, with the browsers they were in."""
    call_command("clearsessions")
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for session in UserSession.objects.iterator():
        if not store().exists(session.session_key):
            session.delete()


# What a browser says of itself, and what people call it. The first that is found holds.
_BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
_SYSTEMS = {
    "Windows": "Windows",
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Mac OS X": "a Mac",
    "CrOS": "a Chromebook",
    "Linux": "Linux",
}


def browser_of(user_agent: str) -> str:
    """A browser in words, from what it says of itself: "Firefox on Windows"."""
    browser = next((name for sign, name in _BROWSERS.items() if sign in user_agent), "A browser")
    system = next((name for sign, name in _SYSTEMS.items() if sign in user_agent), "")
    return f"{browser} on {system}" if system else browser
