"""Does what users of redis.cluster.RedisCluster do, against the node on the given port:

    python3 cluster.py PORT FEATURE

A feature is a function that raises when the cluster does not do its part.
"""

import sys
import time

import redis
from redis.cluster import RedisCluster
from redis.exceptions import RedisClusterException

PORT = int(sys.argv[1])


def connect():
    return RedisCluster(host="127.0.0.1", port=PORT, decode_responses=True)


def connect_at_last():
    """A new client asks some node of the map for its commands, and gives up when that is the one that was killed."""
    while True:
        try:
            return connect()
        except (redis.RedisError, RedisClusterException, OSError):
            time.sleep(0.01)


def keys_on_all_nodes():
    r = connect()
    assert len(r.get_primaries()) == 3, r.get_nodes()
    for i in range(1000):
        assert r.set(f"k:{i}", i)
    assert [r.get(f"k:{i}") for i in range(1000)] == [str(i) for i in range(1000)]
    # Every node scans the whole store, and RedisCluster scans through each.
    assert set(r.scan_iter(match="k:*", count=100)) == {f"k:{i}" for i in range(1000)}
    assert r.mget_nonatomic(*(f"k:{i}" for i in range(100))) == [str(i) for i in range(100)]
    assert r.mset_nonatomic({f"m:{i}": i for i in range(50)})
    assert r.exists(*(f"m:{i}" for i in range(50))) == 50
    assert r.delete(*(f"m:{i}" for i in range(50))) == 50


def one_slot_at_a_time():
    r = connect()
    pipeline = r.pipeline()
    for i in range(300):
        pipeline.incr(f"{{slot:{i % 7}}}:n")
    replies = pipeline.execute()
    assert sorted(replies) == sorted(1 + i // 7 for i in range(300)), replies
    assert r.eval("return redis.call('INCRBY', KEYS[1], ARGV[1])", 1, "{slot:1}:n", 1000) == 1043
    assert r.mset({"{tag}a": 1, "{tag}b": 2})
    assert r.mget("{tag}a", "{tag}b") == ["1", "2"]
    try:
        r.execute_command("SINTER", "x", "y")
        raise AssertionError("two slots in one command")
    except (redis.RedisError, RedisClusterException):
        pass


def messages_between_nodes():
    r = connect()
    nodes = r.get_primaries()
    subscriber = r.pubsub(node=nodes[0])
    subscriber.subscribe("news")
    assert subscriber.get_message(timeout=30)["type"] == "subscribe"
    for i, node in enumerate(nodes):
        publisher = redis.Redis(host="127.0.0.1", port=node.port)
        publisher.publish("news", f"from {i}")
    heard = set()
    while len(heard) < len(nodes):
        message = subscriber.get_message(timeout=30)
        assert message, heard
        heard.add(message["data"])
    assert heard == {f"from {i}" for i in range(len(nodes))}


def a_node_is_killed_meanwhile():
    """Adds members to sets until its input ends; says Ready when a node may be killed. The client sends again what it got no reply to, so what
    is added must not mind being added twice."""
    import threading

    r = connect()
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    sure, tried = [set() for _ in range(30)], [set() for _ in range(30)]
    rounds = 0
    while not over.is_set() or rounds < 60:
        for i in range(30):
            member = str(rounds)
            tried[i].add(member)
            try:
                r.sadd(f"set:{i}", member)
                sure[i].add(member)
            except RedisClusterException:
                # It could not learn the new map, and does not try again: an application makes a new client.
                r = connect_at_last()
            except (redis.RedisError, OSError):
                time.sleep(0.01)
        rounds += 1
        if rounds == 20:
            print("Ready", flush=True)
    r = connect()
    for i in range(30):
        found = r.smembers(f"set:{i}")
        assert sure[i] <= found <= tried[i], (i, sure[i] - found, found - tried[i])


globals()[sys.argv[2]]()
