"""Keeps a redis-server as a copy of an ActorKv server, as docs/changes.md says, until it is told of the key "stop".

    follow_changes.py PORT-OF-ACTORKV PORT-OF-THE-COPY

The position is kept in the copy, in the transaction of the page: who starts it again goes on with the next change.
"""

import sys

import redis

source, copy = (redis.Redis(port=int(port)) for port in sys.argv[1:3])
position = int(copy.get("position") or 0)
stop = False
while not stop:
    position, changes = source.execute_command("AKV.CHANGES", position, "BLOCK", 5000, "COUNT", 100)
    with copy.pipeline(transaction=True) as batch:
        for turn, index, time, database, command, keys in changes:
            stop = stop or b"stop" in keys
            batch.execute_command("SELECT", database)
            batch.execute_command(*command)
        batch.execute_command("SELECT", 0)
        batch.set("position", position)
        batch.execute()
print("stopped at", position)
