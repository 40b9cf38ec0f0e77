"""A worker: takes items from a queue and prints them, one a line, until it takes the item "stop".

    work.py PORT QUEUE READER plain|reliable

Goes on when the server goes away and comes back; but only a reliable queue then loses nothing.
"""

import sys
import time

import redis

from redis_queue import RedisQueue, ReliableQueue

PATIENCE = 60

port, name, reader, kind = int(sys.argv[1]), *sys.argv[2:5]
connection = {"host": "127.0.0.1", "port": port}
queue = ReliableQueue(name, reader, **connection) if kind == "reliable" else RedisQueue(name, **connection)
seen = None
deadline = time.monotonic() + PATIENCE
while time.monotonic() < deadline:
    try:
        item = queue.get(block=True, timeout=1)
        if item is None:
            continue
        # An item comes a second time when it was done, but a crash took the word of it.
        if item != seen:
            print(item.decode(), flush=True)
            seen = item
        queue.done(item)
        if item == b'"stop"':
            sys.exit(0)
        deadline = time.monotonic() + PATIENCE
    except redis.ConnectionError:
        time.sleep(0.01)
sys.exit("nothing came for a minute")
