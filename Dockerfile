# Ghostlight for a set: one process, not root. What it keeps and the keys that open it are two volumes, so that
# they can stand on two disks and be backed up apart; the two root keys are a third place, which it only reads.
# docs/RUNBOOK.md has the whole way, from the root keys to the run.
#
#   docker build -t ghostlight .
#   docker run --restart unless-stopped -v ghostlight-data:/data -v ghostlight-keys:/keys \
#     -v ghostlight-roots:/roots:ro -v "$PWD/tokens:/tokens:ro" \
#     -e SLACK_BOT_TOKEN_FILE=/tokens/slack-bot -e SLACK_APP_TOKEN_FILE=/tokens/slack-app ghostlight
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

RUN useradd --system --uid 10001 --no-create-home ghostlight \
    && install -d -o ghostlight -g ghostlight -m 0700 /data /keys /roots

WORKDIR /opt/ghostlight
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY pyproject.toml LICENSE ./
COPY adapters ./adapters
COPY bot ./bot
COPY escalation ./escalation
COPY storage ./storage
RUN pip install --no-index --no-deps --no-build-isolation . && rm -rf build

# Paths, no secrets: keys and tokens come from files that are mounted.
ENV GHOSTLIGHT_DATA=/data GHOSTLIGHT_KEYS=/keys \
    GHOSTLIGHT_CONTENT_KEY=/roots/content.key GHOSTLIGHT_ROUTE_KEY=/roots/route.key

USER ghostlight
WORKDIR /data
VOLUME ["/data", "/keys"]
CMD ["ghostlight", "run"]
