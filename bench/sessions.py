"""Scripts, transactions, publishing and BullMQ, side by side. A part of side_by_side.py, which says how it is measured.

redis-benchmark knows no transactions and no subscribers: here are small clients that send ready-made bytes and count what comes back.
A case whose command ActorKv does not have, or whose packages are not installed, is left out.
"""

import json
import pathlib
import select
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time

from by_type import encode, knows
from servers import ask, benchmark, ratio, start_both

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCRIPT = "local n = redis.call('INCRBY', KEYS[1], ARGV[1]) if n > 1000000 then redis.call('DEL', KEYS[1]) end return n"
SUBSCRIBERS = 100
MESSAGE = "x" * 32


def with_redis_benchmark(words):
    def measure(server, seconds):
        probe = benchmark(server, words, 1, 50, 3, 5000)[0]
        rate, _, cpu, _ = benchmark(server, words, 1, 50, 3, max(5000, int(probe * seconds)))
        return rate, cpu
    return measure


def transactions(server, seconds):
    """MULTI, ten SETs and EXEC in one write, four transactions at a time, on 20 connections."""
    at_once = 4
    reply = len(b"+OK\r\n" + 10 * b"+QUEUED\r\n" + b"*10\r\n" + 10 * b"+OK\r\n")
    connections = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
    writes = {}
    poll = select.epoll()
    for number, connection in enumerate(connections):
        words = [["SET", f"key:{number}:{i}", "x" * 32] for i in range(10)]
        one = encode(["MULTI"]) + b"".join(encode(word) for word in words) + encode(["EXEC"])
        writes[connection.fileno()] = (connection, one * at_once)
        poll.register(connection, select.EPOLLIN)
    left = dict.fromkeys(writes, at_once * reply)
    done, before, started = 0, server.cpu_seconds(), time.monotonic()
    for connection, request in writes.values():
        connection.sendall(request)
    while time.monotonic() - started < seconds:
        for descriptor, _ in poll.poll():
            connection, request = writes[descriptor]
            left[descriptor] -= len(connection.recv(65536))
            if left[descriptor] == 0:
                done += at_once
                left[descriptor] = at_once * reply
                connection.sendall(request)
    elapsed, used = time.monotonic() - started, server.cpu_seconds() - before
    for connection in connections:
        connection.close()
    return done / elapsed, used / done * 1e6


class Subscribers:
    """A hundred connections that hear one channel, and a thread that reads them."""

    def __init__(self, port):
        self.heard, self.poll, self.connections = 0, select.epoll(), {}
        for _ in range(SUBSCRIBERS):
            connection = socket.create_connection(("127.0.0.1", port))
            connection.sendall(encode(["SUBSCRIBE", "channel"]))
            connection.recv(4096)
            self.connections[connection.fileno()] = connection
            self.poll.register(connection, select.EPOLLIN)
        self.over = False
        self.thread = threading.Thread(target=self.read)
        self.thread.start()

    def read(self):
        while not self.over:
            for descriptor, _ in self.poll.poll(0.1):
                self.heard += len(self.connections[descriptor].recv(1 << 20))

    def wait(self, count):
        expected = count * SUBSCRIBERS * len(encode(["message", "channel", MESSAGE]))
        while self.heard < expected:
            time.sleep(0.001)

    def close(self):
        self.over = True
        self.thread.join()
        for connection in self.connections.values():
            connection.close()


def publishing(server, seconds):
    """Messages a second, each to a hundred subscribers, until the last has heard the last."""
    words = ["PUBLISH", "channel", MESSAGE]
    warm_up = 500
    subscribers = Subscribers(server.port)
    started = time.monotonic()
    benchmark(server, words, 1, 50, 3, warm_up)
    subscribers.wait(warm_up)
    count = max(1000, int(warm_up / (time.monotonic() - started) * seconds))
    before, started = server.cpu_seconds(), time.monotonic()
    benchmark(server, words, 1, 50, 3, count)
    subscribers.wait(warm_up + count)
    elapsed, used = time.monotonic() - started, server.cpu_seconds() - before
    subscribers.close()
    return count / elapsed, used / count * 1e6


def bullmq(what, jobs=10_000):
    def measure(server, seconds):
        before = server.cpu_seconds()
        said = subprocess.run(["node", str(ROOT / "bench/bullmq.mjs"), str(server.port), str(jobs)], capture_output=True, text=True, check=True).stdout
        return json.loads(said)[what], (server.cpu_seconds() - before) / jobs * 1e6
    return measure


def has_bullmq():
    return shutil.which("node") is not None and (ROOT / "tests/ActorKv.Acceptance.Tests/node/node_modules/bullmq").exists()


# name -> the command it needs, how it is measured, what is to be reached
CASES = {
    "EVAL of a small script": ("EVAL", with_redis_benchmark(["EVAL", SCRIPT, "1", "key:__rand_int__", "1"]), 0.8),
    "MULTI of ten SETs": ("MULTI", transactions, 1.0),
    "PUBLISH to 100 subscribers": ("PUBLISH", publishing, 1.0),
    "BullMQ, jobs added": ("EVAL", bullmq("added"), 0.8),
    "BullMQ, jobs processed": ("EVAL", bullmq("processed"), 0.8),
}


def line(row):
    name, redis, actorkv, least = row
    value = ratio(actorkv[0], redis[0])
    return f"| {name} | {value:.2f} | {ratio(actorkv[1], redis[1]):.2f} | ≥ {least}: {'reached' if value >= least else 'missed'} |"


def measure(binary, args):
    out = ["# Performance of scripts, transactions and publishing", "",
           "ActorKv beside redis-server, appendfsync everysec, measured as [performance.md](performance.md) says. Made by",
           "`python3 bench/side_by_side.py --only sessions`. CPU of BullMQ's cases is that of adding and processing together.", "",
           "| | throughput | CPU per operation | target |", "|---|---|---|---|"]
    with tempfile.TemporaryDirectory() as directory:
        servers = start_both(binary, directory, "everysec")
        for name, (command, case, least) in CASES.items():
            if args.case and not any(part.lower() in name.lower() for part in args.case):
                continue
            if not knows(servers[1], command) or (name.startswith("BullMQ") and not has_bullmq()):
                print(f"{name} is left out", flush=True)
                continue
            results = {server.name: [] for server in servers}
            for counted in [False] + [True] * args.rounds:  # the first round warms up
                for server in servers:
                    ask(server.port, b"FLUSHALL\r\n")
                    result = case(server, args.seconds)
                    if counted:
                        results[server.name].append(result)
            redis, actorkv = (tuple(statistics.median(run[i] for run in results[server.name]) for i in range(2)) for server in servers)
            out.append(line((name, redis, actorkv, least)))
            print(out[-1], f"({actorkv[0]:.0f}/s {actorkv[1]:.1f} us against {redis[0]:.0f}/s {redis[1]:.1f} us)", flush=True)
        for server in servers:
            server.stop()
    return "\n".join(out) + "\n"
