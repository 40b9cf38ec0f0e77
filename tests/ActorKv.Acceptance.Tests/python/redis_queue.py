"""A queue in a Redis list, as many tutorials have it: RPUSH at one end, LPOP at the other."""

import redis


class RedisQueue:
    def __init__(self, name, **connection):
        self.connection = redis.StrictRedis(**connection)
        self.key = "queue:" + name

    def __len__(self):
        return self.connection.llen(self.key)

    def put(self, item):
        """Appends an item; returns the queue's length."""
        return self.connection.rpush(self.key, item)

    def get(self, block=False, timeout=None):
        """Takes the oldest item, or returns None when there is none (in time)."""
        if not block:
            return self.connection.lpop(self.key)
        popped = self.connection.blpop(self.key, timeout=timeout)
        return popped and popped[1]

    def done(self, item):
        """Says that an item taken needs no second reader."""


class ReliableQueue(RedisQueue):
    """A queue whose items survive their reader's connection.

    The reply of a plain LPOP can be lost, and the item with it, when the connection ends in between. Here an item moves to a list of
    the reader's own, and leaves it when the reader says that it is done; what is in that list at the start is taken up again.
    """

    def __init__(self, name, reader, **connection):
        super().__init__(name, **connection)
        self.own = f"{{{self.key}}}:taken:{reader}"  # of one slot with the queue, as a cluster wants it

    def get(self, block=False, timeout=None):
        taken = self.connection.lindex(self.own, 0)
        if taken is not None:
            return taken
        if block:
            return self.connection.blmove(self.key, self.own, timeout or 0, "LEFT", "RIGHT")
        return self.connection.lmove(self.key, self.own, "LEFT", "RIGHT")

    def done(self, item):
        self.connection.lrem(self.own, 1, item)
