# Production image of Concordat: web, worker, beat and migrations are the same image with different commands.
FROM python:3.11-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/concordat
COPY requirements.txt /tmp/requirements.txt
RUN /opt/concordat/bin/pip install --no-deps --require-hashes --requirement /tmp/requirements.txt


FROM python:3.11-slim-bookworm

# What WeasyPrint needs to make PDF files.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libfontconfig1 libglib2.0-0 libharfbuzz-subset0 libharfbuzz0b libpango-1.0-0 libpangoft2-1.0-0 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --user-group --no-create-home --home-dir /data concordat \
    && install --directory --owner=concordat --group=concordat --mode=0750 /data /data/media /data/beat

COPY --from=build /opt/concordat /opt/concordat
WORKDIR /app
COPY manage.py pyproject.toml ./
COPY config config
COPY programme programme
COPY services services
COPY finance finance
COPY risks risks
COPY governance governance
COPY templates templates
COPY static static
COPY demo demo
COPY script/health.py script/health.py

ENV PATH=/opt/concordat/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=config.settings.production \
    CONCORDAT_DATA=/data \
    CONCORDAT_BIND=0.0.0.0:8000 \
    STATIC_ROOT=/app/collected

# The static files belong to the image, so that any number of web containers serve the same ones. The values
# given here are only for this step and reach nothing.
RUN SECRET_KEY=only-while-building ALLOWED_HOSTS=localhost DATABASE_URL=postgres:///none \
    REDIS_URL=redis://localhost EMAIL_URL=smtp://localhost DEFAULT_FROM_EMAIL=concordat@concordat.example \
    python manage.py collectstatic --noinput

USER concordat
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=6s --start-period=40s --retries=3 \
    CMD ["python", "script/health.py"]
CMD ["gunicorn", "-c", "config/gunicorn.py", "config.wsgi"]
