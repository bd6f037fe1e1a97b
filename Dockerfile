FROM python:3.11-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /portal
COPY debian-packages.txt requirements.txt ./
# the image brings its own Python, so python3-venv is left out
RUN apt-get update \
 && awk '!/^#/ && $2 == "demo" && $1 != "python3-venv" { print $1 }' debian-packages.txt \
    | xargs apt-get install -y --no-install-recommends \
 && rm -rf /var/lib/apt/lists/* \
 && pip install --no-cache-dir --require-hashes -r requirements.txt
COPY . .
# neither value outlives this step: no database is asked and nothing is signed
RUN SECRET_KEY=build DATABASE_URL=postgres://build python manage.py collectstatic --noinput \
 && find locale -name '*.po' -execdir msgfmt --check-format -o django.mo {} \; \
 && useradd --system portal && mkdir -p var/media && chown -R portal var
USER portal
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--blocking-threads", "2", "almaty_portal.wsgi:application"]
