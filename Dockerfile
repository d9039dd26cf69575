FROM python:3.12-slim

WORKDIR /app
ARG REQUIREMENTS=requirements.lock
COPY requirements*.lock ./
RUN pip install --no-cache-dir -r ${REQUIREMENTS}

COPY . .
RUN pip install --no-cache-dir --no-deps -e . \
    && useradd --create-home plans \
    && install -d -o plans /data

USER plans
ENV PLANS_STORE=/data/plans HF_HOME=/data/models
VOLUME /data
EXPOSE 7860
CMD ["plans", "serve", "--host", "0.0.0.0"]
