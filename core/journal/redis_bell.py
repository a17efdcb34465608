"""The bell that Redis carries: one stable RQ job that stands for all deliveries that are due."""

import logging
import time
from typing import Any

import redis
import rq
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job

QUEUE = "foerderkette"
JOB = "deliver"
FUNCTION = "core.worker.deliver_due"
TIMEOUT = 300  # seconds that one drain may take; the rest waits for the next
REST = 5.0  # seconds without a try after Redis did not answer, so that submissions do not wait for it
log = logging.getLogger(__name__)


class RedisBell:
    """Puts the job into the queue, unless it is there already."""

    def __init__(self, url: str) -> None:
        connection = redis.Redis.from_url(url, socket_connect_timeout=0.5, socket_timeout=1.0)
        self._queue: Any = rq.Queue(QUEUE, connection=connection, serializer="json")
        self._resting_until = 0.0

    def ring(self) -> None:
        """Never raises: the deliveries are in the database, whatever becomes of the bell."""
        if time.monotonic() < self._resting_until:
            return
        try:
            self._enqueue()
        except DuplicateJobError:
            return  # another process put it there in the same moment
        except (redis.RedisError, OSError) as error:
            self._resting_until = time.monotonic() + REST
            log.warning("Redis does not answer (%s); deliveries are found by the worker's own clock.", error)

    def _enqueue(self) -> None:
        try:
            self._put()
        except DuplicateJobError:
            # it waits or runs already; one that has ended, or whose worker died, only blocks the name
            if self._ended():
                self._put()

    def _put(self) -> None:
        self._queue.enqueue(FUNCTION, job_id=JOB, unique=True, result_ttl=0, failure_ttl=60, job_timeout=TIMEOUT)

    def _ended(self) -> bool:
        try:
            job = Job.fetch(JOB, connection=self._queue.connection, serializer="json")
        except NoSuchJobError:
            return True
        status = job.get_status()
        lost = status == "queued" and self._queue.connection.lpos(self._queue.key, JOB) is None
        if status in ("finished", "failed", "stopped", "canceled") or lost:
            job.delete()
            return True
        return False
