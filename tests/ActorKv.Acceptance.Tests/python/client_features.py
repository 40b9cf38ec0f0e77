"""What python3-redis users do every day, against the server on the given port.

    client_features.py PORT FEATURE

Each feature is a function here; it raises AssertionError when the server does not do its part.
"""

import sys
import threading
import time

import redis

PORT = int(sys.argv[1])


def connect(**options):
    return redis.StrictRedis(host="127.0.0.1", port=PORT, **options)


def strings():
    r = connect()
    assert r.set("name", "ActorKv") is True
    assert r.get("name") == b"ActorKv"
    assert r.set("name", "other", nx=True) is None
    assert r.set("name", "other", xx=True, get=True) == b"ActorKv"
    assert r.get("no such key") is None
    assert r.incr("n", 5) == 5 and r.decr("n") == 4
    assert r.incrbyfloat("f", 0.5) == 0.5
    assert r.mset({"a": 1, "b": 2}) is True
    assert r.mget("a", "b", "c") == [b"1", b"2", None]
    assert r.append("a", "23") == 3 and r.strlen("a") == 3
    assert r.getrange("name", 0, 1) == b"ot"
    assert r.delete("a", "b", "c") == 2
    binary = bytes(range(256))
    r["binary"] = binary
    assert r["binary"] == binary and "binary" in r
    try:
        r.lpush("name", 1)
        raise AssertionError("a string took a list command")
    except redis.ResponseError as error:
        assert str(error).startswith("WRONGTYPE"), error


def lists():
    r = connect()
    assert r.rpush("l", "a", "b", "c") == 3 and r.lpush("l", "z") == 4
    assert r.lrange("l", 0, -1) == [b"z", b"a", b"b", b"c"]
    assert r.lpop("l") == b"z" and r.rpop("l", 2) == [b"c", b"b"]
    assert r.linsert("l", "BEFORE", "a", "y") == 2 and r.lindex("l", 0) == b"y"
    assert r.lset("l", 0, "x") and r.lpos("l", "a") == 1
    assert r.lmove("l", "{l}m", "LEFT", "RIGHT") == b"x" and r.llen("l") == 1
    assert r.lrem("{l}m", 0, "x") == 1 and not r.exists("{l}m")
    assert r.ltrim("l", 5, 9) and r.type("l") == b"none"


def expiry():
    r = connect()
    assert r.set("k", "v", ex=100) and 0 < r.ttl("k") <= 100
    assert r.persist("k") and r.ttl("k") == -1
    assert r.pexpire("k", 50_000) and 0 < r.pttl("k") <= 50_000
    assert r.expireat("k", 1) and r.get("k") is None and r.ttl("k") == -2
    r.set("short", "v", px=1)
    deadline = time.monotonic() + 30
    while r.exists("short"):
        assert time.monotonic() < deadline, "a key outlived its deadline"


def blocking_pops_are_fair():
    """Whoever came first is served first: each waiter is blocked before the next one asks."""
    admin = connect()
    waiters, served = 5, []

    def wait_in_line(number):
        served.append((number, connect(client_name=f"waiter-{number}").blpop(["{q}1", "{q}2"], timeout=60)))

    threads = []
    for number in range(waiters):
        threads.append(threading.Thread(target=wait_in_line, args=(number,)))
        threads[-1].start()
        deadline = time.monotonic() + 30
        while admin.info("clients")["blocked_clients"] != number + 1:
            assert time.monotonic() < deadline, "a client does not block"
    for number in range(waiters):
        admin.rpush("{q}2" if number % 2 else "{q}1", number)
        threads[number].join(60)
    assert sorted(served) == [(n, (b"{q}2" if n % 2 else b"{q}1", str(n).encode())) for n in range(waiters)], served
    assert admin.blpop("{q}1", timeout=0.01) is None


def pipelines():
    r = connect()
    with r.pipeline(transaction=False) as pipe:
        for number in range(1000):
            pipe.set(f"p:{number}", number)
        for number in range(1000):
            pipe.get(f"p:{number}")
        pipe.lpush("p:0", "wrong type")
        replies = pipe.execute(raise_on_error=False)
    assert replies[:1000] == [True] * 1000
    assert replies[1000:2000] == [str(number).encode() for number in range(1000)]
    assert isinstance(replies[2000], redis.ResponseError)


def connection_pool():
    pool = redis.BlockingConnectionPool(host="127.0.0.1", port=PORT, max_connections=4, timeout=60)
    shared = redis.StrictRedis(connection_pool=pool)

    def count():
        for _ in range(100):
            shared.incr("hits")

    threads = [threading.Thread(target=count) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert shared.get("hits") == b"800"
    assert len([c for c in shared.client_list() if int(c["db"]) == 0]) <= 4 + 1
    pool.disconnect()


def decoded_responses():
    r = connect(decode_responses=True)
    r.rpush("words", "grün", "日本")
    assert r.lrange("words", 0, -1) == ["grün", "日本"]
    assert r.keys("wor*") == ["words"] and list(r.scan_iter()) == ["words"]


def server_information():
    r = connect(db=3)
    assert r.client_setname("inspector") and r.client_getname() == "inspector"
    assert r.client_id() > 0
    r.set("k", "v", ex=1000)
    info = r.info()
    assert info["redis_version"] and info["db3"]["keys"] == 1 and info["db3"]["expires"] == 1, info
    assert info["tcp_port"] == PORT and info["connected_clients"] >= 1
    assert r.config_get("appendfsync") == {"appendfsync": "always"}
    assert r.config_set("maxclients", 5000) and r.config_get("maxclients")["maxclients"] == "5000"
    assert r.dbsize() == 1 and r.ping() and r.echo("hello") == b"hello"
    assert r.time()[0] > 1_600_000_000
    assert r.object("encoding", "k") == b"embstr"
    assert r.flushdb() and r.dbsize() == 0


if __name__ == "__main__":
    globals()[sys.argv[2]]()
