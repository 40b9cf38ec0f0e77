#!/usr/bin/env python3
"""PUBLISH to many subscribers, ActorKv beside redis-server.

    python3 bench/pubsub.py                    100 subscribers; also 10,000 patterns and 100,000 channels that do not match
    python3 bench/pubsub.py --rounds 3 --case 100

redis-benchmark publishes, another process holds the subscribers and throws away what they get. A round ends when every subscriber has every
message. What counts is the ratio of medians: of messages a second, and of the server's CPU time per message. Builds ActorKv in Release.
"""

import argparse
import multiprocessing
import pathlib
import select
import socket
import statistics
import subprocess
import tempfile
import time

from servers import Server, benchmark, ratio, start_both

ROOT = pathlib.Path(__file__).resolve().parent.parent
MESSAGE = "x" * 32
FRAME = len(f"*3\r\n$7\r\nmessage\r\n$2\r\nch\r\n$32\r\n{MESSAGE}\r\n")
# name, subscribers of the channel, patterns and channels beside it, publishers, pipeline, messages of a round
CASES = [
    ("100 subscribers, 50 publishers", 100, 0, 0, 50, 1, 20_000),
    ("100 subscribers, 1 publisher", 100, 0, 0, 1, 1, 5_000),
    ("100 subscribers, 50 publishers, pipeline 16", 100, 0, 0, 50, 16, 50_000),
    ("1 subscriber, 50 publishers", 1, 0, 0, 50, 1, 100_000),
    ("nobody, 10,000 patterns that do not match", 0, 10_000, 0, 50, 1, 2_000),
    ("nobody, 100,000 channels that do not match", 0, 0, 100_000, 50, 1, 100_000),
]


def listen(port, subscribers, patterns, channels, received, ready):
    """Subscribes, and counts bytes until the process is ended."""
    poll = select.epoll()
    sockets = {}
    for _ in range(subscribers):
        connection = socket.create_connection(("127.0.0.1", port))
        connection.sendall(b"SUBSCRIBE ch\r\n")
        connection.recv(4096)
        sockets[connection.fileno()] = connection
        poll.register(connection, select.EPOLLIN)
    quiet = socket.create_connection(("127.0.0.1", port))
    for word, prefix, count in ((b"PSUBSCRIBE", b"other:*:%d", patterns), (b"SUBSCRIBE", b"other:%d", channels)):
        for start in range(0, count, 1000):
            names = [prefix % i for i in range(start, start + 1000)]
            quiet.sendall(b"*%d\r\n$%d\r\n%s\r\n" % (len(names) + 1, len(word), word) + b"".join(b"$%d\r\n%s\r\n" % (len(name), name) for name in names))
            last = b":%d\r\n" % (start + 1000)
            tail = b""
            while not tail.endswith(last):
                tail = (tail + quiet.recv(1 << 20))[-32:]
    ready.set()
    buffer = bytearray(1 << 18)
    total = 0
    while True:
        for descriptor, _ in poll.poll():
            count = sockets[descriptor].recv_into(buffer)
            if count == 0:
                raise SystemExit("a subscriber was cut")
            total += count
        received.value = total


def measure(server, case):
    """Messages a second until all have arrived, and CPU microseconds per message, of one round."""
    _, subscribers, patterns, channels, publishers, pipeline, count = case
    received, ready = multiprocessing.Value("q", 0, lock=False), multiprocessing.Event()
    sink = multiprocessing.Process(target=listen, args=(server.port, subscribers, patterns, channels, received, ready), daemon=True)
    sink.start()
    ready.wait()
    cpu, began = server.cpu_seconds(), time.monotonic()
    benchmark(server, ["PUBLISH", "ch", MESSAGE], pipeline, publishers, 32, count)
    while received.value < subscribers * count * FRAME:
        if not sink.is_alive():
            raise SystemExit(f"{server.name}: the subscribers' process ended")
        time.sleep(0.001)
    took, used = time.monotonic() - began, server.cpu_seconds() - cpu
    sink.terminate()
    sink.join()
    return count / took, used / count * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", help="only the cases whose name has this in it")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    with tempfile.TemporaryDirectory() as directory:
        servers: list[Server] = start_both(ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv", directory, "none")
        for case in CASES:
            if args.case and args.case not in case[0]:
                continue
            results = {server.name: [] for server in servers}
            for _ in range(args.rounds + 1):  # the first warms up
                for server in servers:
                    results[server.name].append(measure(server, case))
            (rate, cpu), (redis_rate, redis_cpu) = (
                tuple(statistics.median(run[i] for run in results[name][1:]) for i in range(2)) for name in ("actorkv", "redis"))
            print(f"{case[0]:45} messages {ratio(rate, redis_rate):5.2f}   CPU per message {ratio(cpu, redis_cpu):5.2f}"
                  f"   ({rate:.0f}/s {cpu:.1f} us against {redis_rate:.0f}/s {redis_cpu:.1f} us)", flush=True)
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
