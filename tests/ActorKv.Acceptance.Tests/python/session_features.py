"""What python3-redis users do with transactions, locks, scripts, subscriptions and consumer groups.

    session_features.py PORT FEATURE

Each feature is a function here; it raises AssertionError when the server does not do its part.
"""

import queue
import sys
import threading

import redis

PORT = int(sys.argv[1])
PATIENCE = 30


def connect(**options):
    return redis.Redis(host="127.0.0.1", port=PORT, **options)


def in_threads(count, work):
    """Runs work(number) in so many threads, and raises what any of them raised."""
    raised = []

    def run(number):
        try:
            work(number)
        except BaseException as error:
            raised.append(error)

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive(), "a thread came to no end"
    if raised:
        raise raised[0]


def transactions():
    r = connect()
    with r.pipeline() as pipe:
        assert pipe.set("a", 1).incr("a").rpush("{a}l", "x", "y").lrange("{a}l", 0, -1).execute() == [True, 2, 2, [b"x", b"y"]]
        pipe.set("a", "one").incr("a").set("{a}b", 1)
        try:
            pipe.execute()
            raise AssertionError("INCR took a word")
        except redis.ResponseError as error:
            assert "Command # 2 (INCRBY a 1) of pipeline caused error" in str(error), error
        assert r.mget("a", "{a}b") == [b"one", b"1"], "the commands around the failed one did not run"
        pipe.set("c", 1).execute_command("SET", "c")
        try:
            pipe.execute()
            raise AssertionError("SET without a value was queued")
        except redis.ResponseError as error:
            assert "wrong number of arguments" in str(error), error
        assert not r.exists("c")


def optimistic_increments():
    def increment(number):
        r = connect()
        for _ in range(10):
            r.transaction(lambda pipe: (value := int(pipe.get("n") or 0), pipe.multi(), pipe.set("n", value + 1)), "n")

    in_threads(5, increment)
    assert connect().get("n") == b"50"
    with connect().pipeline() as pipe:
        pipe.watch("n")
        connect().set("n", "changed")
        pipe.multi()
        pipe.set("n", "mine")
        try:
            pipe.execute()
            raise AssertionError("a watched key had changed")
        except redis.WatchError:
            assert connect().get("n") == b"changed"


def locks():
    inside = []

    def enter(number):
        with connect().lock("lock", timeout=60, sleep=0.002):
            inside.append(number)
            assert inside == [number], "two are inside"
            inside.clear()

    in_threads(6, enter)
    r = connect()
    held = r.lock("lock", timeout=10)
    assert held.acquire() and r.lock("lock").locked()
    assert not connect().lock("lock", blocking=False).acquire()
    assert held.extend(50, replace_ttl=True) and 10 < r.ttl("lock") <= 50
    assert held.reacquire() and r.ttl("lock") <= 10
    held.release()
    try:
        held.release()
        raise AssertionError("released what was not held")
    except redis.exceptions.LockError:
        pass
    assert r.lock("short", timeout=0.05).acquire()
    assert r.lock("short", timeout=1, blocking_timeout=PATIENCE).acquire(), "a lock did not run out"


def subscriptions():
    r = connect()
    heard = queue.Queue()
    with r.pubsub(ignore_subscribe_messages=True) as subscriber:
        subscriber.subscribe(**{"news": heard.put})
        subscriber.psubscribe(**{"n*s": heard.put})
        thread = subscriber.run_in_thread(sleep_time=0.01, daemon=True)
        while dict(r.pubsub_numsub("news"))[b"news"] == 0 or r.pubsub_numpat() == 0:
            pass
        assert r.publish("news", "one") == 2 and r.publish("nobody", "two") == 0
        messages = [heard.get(timeout=PATIENCE) for _ in range(2)]
        assert [m["type"] for m in messages] == ["message", "pmessage"] and messages[1]["pattern"] == b"n*s", messages
        assert all(m["data"] == b"one" and m["channel"] == b"news" for m in messages)
        assert r.pubsub_channels() == [b"news"]
        thread.stop()
        thread.join(PATIENCE)
    while r.pubsub_channels():
        pass


def polled_subscription():
    r = connect(decode_responses=True)
    subscriber = r.pubsub()
    subscriber.subscribe("a", "b")
    assert [subscriber.get_message(timeout=PATIENCE)["data"] for _ in range(2)] == [1, 2]
    subscriber.ping()
    assert subscriber.get_message(timeout=PATIENCE)["type"] == "pong"
    with r.pipeline() as pipe:
        for number in range(500):
            pipe.publish("a" if number % 2 else "b", number)
        assert pipe.execute() == [1] * 500
    assert [subscriber.get_message(timeout=PATIENCE)["data"] for _ in range(500)] == [str(number) for number in range(500)]
    subscriber.unsubscribe()
    assert [subscriber.get_message(timeout=PATIENCE)["type"] for _ in range(2)] == ["unsubscribe"] * 2
    subscriber.close()


def registered_scripts():
    r = connect()
    multiply = r.register_script("local value = redis.call('GET', KEYS[1]) return redis.call('SET', KEYS[1], value * ARGV[1]) and value * ARGV[1]")
    r.set("n", 6)
    assert multiply(keys=["n"], args=[7]) == 42 and r.get("n") == b"42"
    assert r.script_exists(multiply.sha) == [True]
    r.script_flush()
    assert multiply(keys=["n"], args=[2]) == 84
    r.script_flush()
    with r.pipeline() as pipe:
        multiply(keys=["n"], args=[1], client=pipe)
        pipe.get("n")
        assert pipe.execute() == [84, b"84"]
    try:
        r.eval("return redis.call('LPUSH', KEYS[1], 'x')", 1, "n")
        raise AssertionError("a string took LPUSH")
    except redis.ResponseError as error:
        assert "WRONGTYPE" in str(error), error
    assert r.eval("return cjson.encode({KEYS[1], cjson.decode(ARGV[1]).a})", 1, "k", '{"a": [1, 2]}') == b'["k",[1,2]]'


def consumer_groups():
    r = connect()
    assert r.xgroup_create("tasks", "workers", id="0", mkstream=True)
    ids = [r.xadd("tasks", {"n": number}) for number in range(60)]
    taken = []

    def work(number):
        mine = connect()
        while True:
            read = mine.xreadgroup("workers", f"worker-{number}", {"tasks": ">"}, count=7, block=10)
            if not read:
                return
            for entry, fields in read[0][1]:
                taken.append(int(fields[b"n"]))
                if int(fields[b"n"]) % 10:
                    assert mine.xack("tasks", "workers", entry) == 1

    in_threads(3, work)
    assert sorted(taken) == list(range(60))
    assert r.xpending("tasks", "workers")["pending"] == 6
    left = [entry["message_id"] for entry in r.xpending_range("tasks", "workers", "-", "+", 100)]
    assert left == ids[::10]
    claimed = r.xclaim("tasks", "workers", "undertaker", 0, left)
    assert [int(fields[b"n"]) for _, fields in claimed] == list(range(0, 60, 10))
    assert r.xack("tasks", "workers", *left) == 6
    group = r.xinfo_groups("tasks")[0]
    assert group["pending"] == 0 and group["entries-read"] == 60 and group["lag"] == 0, group


if __name__ == "__main__":
    globals()[sys.argv[2]]()
