import json
import os

import redis
from rest_framework.response import Response
from rest_framework.views import APIView

from redis_queue import RedisQueue

PORT = int(os.environ["REDIS_PORT"])
QUEUES = {}


def queue(name):
    """One queue, and so one connection pool, per name."""
    return QUEUES.setdefault(name, RedisQueue(name, host="127.0.0.1", port=PORT))


class QueueView(APIView):
    """POST enqueues what was sent; GET tells how much waits."""

    def post(self, request, name):
        try:
            return Response({"waiting": queue(name).put(json.dumps(request.data))}, status=201)
        except redis.ConnectionError as error:
            return Response({"detail": str(error)}, status=503)

    def get(self, request, name):
        return Response({"waiting": len(queue(name))})
