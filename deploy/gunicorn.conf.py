"""How gunicorn serves the site. Everything that differs between machines comes from the environment."""

import os

bind = f"{os.environ.get('BIND_ADDRESS', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 30
graceful_timeout = 20
max_requests = 5000  # A slow leak in a library never fills the machine.
max_requests_jitter = 500

# Only these addresses may say that a request came over HTTPS. From anybody else the header is ignored.
forwarded_allow_ips = os.environ.get("TRUSTED_PROXIES", "127.0.0.1,::1")

# The site writes its own log, one line a request, without the visitor's address.
accesslog = None
errorlog = "-"
loglevel = "warning"
