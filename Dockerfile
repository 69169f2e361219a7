# Cadenza in a container: the front-end is built in one stage, the server runs from the other.
FROM node:24-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend .
RUN npm run build

FROM python:3.12-slim
# Sound for exports; without it the browser plays all the same.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libfluidsynth3 musescore-general-soundfont-small \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 cadenza
WORKDIR /app
COPY requirements-serve.txt requirements-bare.txt requirements-lock.txt ./
RUN pip install --no-cache-dir --only-binary :all: -r requirements-serve.txt -c requirements-lock.txt \
    && pip install --no-cache-dir --only-binary :all: --no-deps -r requirements-bare.txt
COPY --chown=cadenza backend backend
COPY --chown=cadenza data/demos data/demos
COPY --chown=cadenza model model
COPY --chown=cadenza frontend/templates frontend/templates
COPY --from=frontend --chown=cadenza /src/frontend/dist frontend/dist
RUN mkdir instance && chown cadenza /app instance
USER cadenza
# Machine code is compiled once, here, and kept in the image.
RUN python -m backend.music.events.warm \
    && python -c "from backend.music.generation.warming import warm; warm()" \
    && python -m backend.music.audio.warming
ENV CADENZA_HOST=0.0.0.0
EXPOSE 5000
VOLUME /app/instance
HEALTHCHECK --start-period=60s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:5000/api/v1/health', timeout=3)"]
CMD ["python", "-m", "backend"]
