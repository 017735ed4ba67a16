# Ghostlight for a set: one process, not root. What it keeps and the keys that open it are two volumes, so that
# they can stand on two disks and be backed up apart.
#
#   docker build -t ghostlight .
#   docker run --env-file ghostlight.env -v ghostlight-data:/data -v ghostlight-keys:/keys ghostlight
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --no-create-home ghostlight \
    && install -d -o ghostlight -g ghostlight -m 0700 /data /keys

WORKDIR /opt/ghostlight
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY pyproject.toml LICENSE ./
COPY adapters ./adapters
COPY bot ./bot
COPY escalation ./escalation
COPY storage ./storage
RUN pip install --no-index --no-deps --no-build-isolation . && rm -rf build

USER ghostlight
WORKDIR /data
VOLUME ["/data", "/keys"]
CMD ["ghostlight", "run"]
