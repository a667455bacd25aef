"""How the site is started: on one's own machine, natively as in production, and in containers."""
