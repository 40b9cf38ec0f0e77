#!/usr/bin/env python3
"""Durable writes of a node whose database is far away.

    python3 bench/distance.py                                    0, 2.5, 5 and 20 ms each way, beside the same node without distance
    python3 bench/distance.py --against PATH --delays 5 20       beside another build, a program actorkv, over the same distance

A cluster of one node over a PostgreSQL of its own, which it reaches through a proxy that holds back all bytes for so long. redis-benchmark writes with
appendfsync always. Rounds are interleaved and ratios are of medians, as side_by_side.py says. Prints a table for docs/performance.md.
"""

import argparse
import asyncio
import multiprocessing
import pathlib
import socket
import statistics
import subprocess
import tempfile
import time

from database import Postgres
from servers import Server, ask, benchmark, free_port, ratio

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACTORKV = ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv"
CASES = ((8, 1), (50, 1), (50, 16))


class Node(Server):
    """A node of a cluster of one."""

    def __init__(self, name, program, directory, port, schema):
        data = pathlib.Path(directory) / name
        data.mkdir()
        super().__init__(name, [str(program)], data, "always")
        self.place = ["--cluster-enabled", "yes", "--cluster-port", str(free_port()), "--cluster-node-timeout", "15000", "--postgres-schema", schema,
                      "--postgres", f"Host=127.0.0.1;Port={port};Username=actorkv;Database=postgres"]

    def options(self):
        return super().options() + self.place

    def start(self):
        super().start()
        while b"cluster_state:ok" not in ask(self.port, b"CLUSTER INFO\r\n"):
            time.sleep(0.05)
        for _ in range(2):
            benchmark(self, "SET", 16, 50, 32, 20000)


async def hold_back(port, target, seconds):
    async def pump(reader, writer):
        loop = asyncio.get_running_loop()
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while data := await reader.read(1 << 20):
            loop.call_later(seconds, writer.write, data)
        loop.call_later(seconds, writer.close)

    async def serve(reader, writer):
        ours = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pump(reader, ours[1]), pump(ours[0], writer), return_exceptions=True)

    server = await asyncio.start_server(serve, "127.0.0.1", port)
    await server.serve_forever()


def distant(target, milliseconds):
    """A process that proxies, and its port."""
    port = free_port()
    proxy = multiprocessing.Process(target=lambda: asyncio.run(hold_back(port, target, milliseconds / 1000)), daemon=True)
    proxy.start()
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return proxy, port
        except OSError:
            time.sleep(0.01)


def measure(node, database, clients, pipeline, count):
    before = database.cpu_seconds()
    result = benchmark(node, "SET", pipeline, clients, 32, count)
    return *result[:3], (database.cpu_seconds() - before) / count * 1e6


def compare(nodes, database, clients, pipeline, args):
    # Each node's own length: at a distance a round of the other's would last for minutes.
    counts = {node: max(500, int(benchmark(node, "SET", pipeline, clients, 32, 1000 * pipeline)[0] * args.seconds)) for node in nodes}
    runs = {node: [] for node in nodes}
    for _ in range(args.rounds):
        for node in nodes:
            runs[node].append(measure(node, database, clients, pipeline, counts[node]))
    return [[statistics.median(values) for values in zip(*runs[node])] for node in nodes]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--against", help="another build's program")
    parser.add_argument("--delays", type=float, nargs="+", default=[0, 2.5, 5, 20], help="milliseconds each way")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1, help="length of one round of one case")
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    print("| each way | clients | pipeline | throughput | p99 | CPU per operation | PostgreSQL's |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as home:
        database = Postgres(home)
        try:
            for delay in args.delays:
                proxy, port = distant(database.port, delay)
                schema = f"at_{delay:g}".replace(".", "_")
                base = ("against", args.against, directory, port) if args.against else ("near", ACTORKV, directory, database.port)
                nodes = [Node(f"{base[0]}{delay:g}", *base[1:], f"{schema}_base"), Node(f"far{delay:g}", ACTORKV, directory, port, schema)]
                for node in nodes:
                    node.start()
                for clients, pipeline in CASES:
                    other, far = compare(nodes, database, clients, pipeline, args)
                    print(f"| {delay:g} ms | {clients} | {pipeline} | " + " | ".join(f"{ratio(a, b):.2f}" for a, b in zip(far, other)) + " |", flush=True)
                for node in nodes:
                    node.stop()
                proxy.kill()
        finally:
            database.stop()


if __name__ == "__main__":
    main()
