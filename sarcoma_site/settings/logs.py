"""Structured logs: one JSON object a line in production, coloured lines in development.

No personal data: no visitor address, no user agent, no query string (see `sarcoma_site.core.request_log`).
"""

import logging

import structlog

SHARED_PROCESSORS = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def configure_structlog() -> None:
    """Hand structlog's events to the standard library's handlers, so that both kinds look alike."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.processors.StackInfoRenderer(),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_config(*, as_json: bool, level: str = "INFO") -> dict:
    """Return the LOGGING setting."""
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processor": renderer,
                "foreign_pre_chain": [*SHARED_PROCESSORS, structlog.processors.format_exc_info],
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Django's own handlers would say everything twice, and its mail to ADMINS carries request data.
            "django": {"handlers": [], "propagate": True, "level": level},
            # The request log has said it already, with the traceback.
            "django.request": {"level": logging.CRITICAL},
            # It says once a second that it has nothing to do.
            "django_tasks_db": {"level": logging.WARNING},
            # Every save would say twice that the search index was brought up to date.
            "django_tasks": {"level": logging.WARNING},
            # Who published what stands in Wagtail's own history; log files need no titles of drafts.
            "wagtail": {"level": logging.WARNING},
            # It names who tried to sign in. What happened is logged by `accounts/lockout.py`, without the name.
            "axes": {"level": logging.CRITICAL},
            "django.server": {"handlers": ["console"], "propagate": False, "level": level},
        },
    }
