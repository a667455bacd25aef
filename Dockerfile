# The website as a container. The same image serves pages and runs the background worker.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    DJANGO_SETTINGS_MODULE=sarcoma_site.settings.production BIND_ADDRESS=0.0.0.0 PORT=8000

RUN useradd --create-home --uid 10001 sarcoma
WORKDIR /srv/site

COPY requirements.txt .
RUN pip install --requirement requirements.txt

COPY --chown=sarcoma . .
# Only var/ is written to: pictures, documents and mail kept in files. Static files are made once, with a throw-away key.
RUN mkdir -p var/media && \
    SECRET_KEY=only-for-collecting-static-files-and-never-used-after \
    python manage.py collect_changed_static && chown -R sarcoma var

USER sarcoma
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "sarcoma_site.wsgi"]
