#!/usr/bin/env python3
"""A cluster of three nodes over PostgreSQL: throughput beside one node, what forwarding costs, and how long a failover takes.

    python3 bench/cluster.py [--only nodes|forwarding|failover]

All processes share this machine, its cores and its disk, PostgreSQL and the benchmark too: three nodes can hardly be faster than one here. Rounds are
interleaved and ratios are of medians, as side_by_side.py says. A failover is measured from `kill -9` of a node until each of 100,000 keys has
been answered, rightly, through another node. Prints tables for docs/performance.md.
"""

import argparse
import pathlib
import signal
import socket
import statistics
import subprocess
import tempfile
import time

from database import Postgres
from servers import Server, ask, benchmark, compare, free_port, ratio

ROOT = pathlib.Path(__file__).resolve().parent.parent
ACTORKV = ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv"
CASES = (("GET", 1), ("SET", 1), ("GET", 16), ("SET", 16))
KEYS = 100_000


class Node(Server):
    """A node over PostgreSQL: alone, or of a cluster that has a schema of its own."""

    def __init__(self, name, directory, postgres, schema, is_alone=False):
        super().__init__(name, [str(ACTORKV)], directory, "always")
        self.postgres, self.schema, self.is_alone = postgres, schema, is_alone
        self.directory.mkdir()

    def options(self):
        place = ["--journal", "postgres"] if self.is_alone else ["--cluster-enabled", "yes", "--cluster-port", str(free_port())]
        return super().options() + ["--postgres", self.postgres.connection(), "--postgres-schema", self.schema] + place


class Cluster:
    """Three nodes, of which the first is the one to talk to."""

    def __init__(self, name, directory, postgres, schema):
        directory.mkdir()
        self.name = name
        self.nodes = [Node(f"{name}{i}", directory / str(i), postgres, schema) for i in range(3)]
        self.port = self.nodes[0].port

    def start(self):
        for node in self.nodes:
            node.start()
        self.wait_until_balanced()

    def wait_until_balanced(self):
        while not all(owners(node) == {other.port for other in self.nodes} for node in self.nodes):
            time.sleep(0.05)

    def cpu_seconds(self):
        return sum(node.cpu_seconds() for node in self.nodes)

    def stop(self):
        for node in self.nodes:
            node.stop()


class ThroughNode:
    """A node as the one that a benchmark of one key shard talks to. CPU time is of the whole cluster."""

    def __init__(self, name, port, cluster):
        self.name, self.port, self.cpu_seconds = name, port, cluster.cpu_seconds


def owners(node):
    """Ports of the nodes that serve slots, as a node says it; empty unless every slot is served."""
    if b"cluster_state:ok" not in ask(node.port, b"CLUSTER INFO\r\n"):
        return set()
    text = subprocess.run(["redis-cli", "-p", str(node.port), "CLUSTER", "NODES"], capture_output=True, text=True).stdout
    return {int(line.split()[1].split("@")[0].rsplit(":", 1)[1]) for line in text.splitlines() if len(line.split()) > 8}


def owner_of(cluster, slot):
    for line in subprocess.run(["redis-cli", "-p", str(cluster.port), "CLUSTER", "NODES"], capture_output=True, text=True).stdout.splitlines():
        words = line.split()
        for run in words[8:]:
            first, _, last = run.partition("-")
            if int(first) <= slot <= int(last or first):
                return int(words[1].split("@")[0].rsplit(":", 1)[1])
    raise RuntimeError(f"nobody serves slot {slot}")


def compare_nodes(root, postgres, args):
    one = Node("one", root / "one", postgres, "one", is_alone=True)
    three = Cluster("three", root / "three", postgres, "three")
    for server in (one, three):
        server.start()
    print("| appendfsync always, 50 clients | three nodes / one | CPU of the nodes | p99 |\n|---|---|---|---|")
    for test, pipeline in CASES:
        # Clients of the cluster know who serves what. A node that stands alone knows no cluster.
        command = {"GET": ["GET", "key:__rand_int__"], "SET": ["SET", "key:__rand_int__", "x" * 32]}[test]
        results = {"one": [], "three": []}
        count = max(5000, int(benchmark(one, command, pipeline, 50, 32, 2000 * pipeline)[0] * args.seconds))
        for _ in range(args.rounds):
            results["one"].append(benchmark(one, command, pipeline, 50, 32, count))
            results["three"].append(benchmark(three, ["--cluster", *command], pipeline, 50, 32, count))
        a, b = ([statistics.median(run[i] for run in results[name]) for i in range(3)] for name in ("one", "three"))
        print(f"| {test}, pipeline {pipeline} | {ratio(b[0], a[0]):.2f} | {ratio(b[2], a[2]):.2f} | {ratio(b[1], a[1]):.2f} |", flush=True)
    for server in (one, three):
        server.stop()


def compare_forwarding(root, postgres, args):
    cluster = Cluster("forwarding", root / "forwarding", postgres, "forwarding")
    cluster.start()
    slot = int(subprocess.run(["redis-cli", "-p", str(cluster.port), "CLUSTER", "KEYSLOT", "{tag}"], capture_output=True, text=True).stdout)
    home = owner_of(cluster, slot)
    right = ThroughNode("right", home, cluster)
    wrong = ThroughNode("wrong", next(node.port for node in cluster.nodes if node.port != home), cluster)
    print("| one key shard, appendfsync always, 50 clients | through another node / its own | CPU of all nodes | p99 |\n|---|---|---|---|")
    for test, pipeline in CASES:
        command = {"GET": ["GET", "{tag}:__rand_int__"], "SET": ["SET", "{tag}:__rand_int__", "x" * 32]}[test]
        medians = compare([right, wrong], command, pipeline, 50, 32, args.rounds, args.seconds)
        a, b = medians["right"], medians["wrong"]
        print(f"| {test}, pipeline {pipeline} | {ratio(b[0], a[0]):.2f} | {ratio(b[2], a[2]):.2f} | {ratio(b[1], a[1]):.2f} |", flush=True)
    cluster.stop()


def read_all(port):
    """Asks for every key until each was answered; a wrong answer ends everything."""
    missing = list(range(KEYS))
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        stream = connection.makefile("rb")
        while missing:
            again = []
            for first in range(0, len(missing), 500):
                part = missing[first:first + 500]
                connection.sendall(b"".join(b"GET key:%d\r\n" % i for i in part))
                for i in part:
                    line = stream.readline()
                    if line.startswith((b"-TRYAGAIN", b"-CLUSTERDOWN", b"-UNKNOWNOUTCOME")):
                        again.append(i)
                        continue
                    if not line.startswith(b"$") or line == b"$-1\r\n" or stream.readline() != b"%d\r\n" % i:
                        raise RuntimeError(f"key:{i} was answered with {line!r}")
            missing = again


def measure_failover(root, postgres, args):
    cluster = Cluster("failover", root / "failover", postgres, "failover")
    cluster.start()
    load = subprocess.Popen(["redis-cli", "-p", str(cluster.port), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    load.communicate(b"".join(b"SET key:%d %d\r\n" % (i, i) for i in range(KEYS)))
    read_all(cluster.port)
    times = []
    for kill in range(args.kills):
        victim = cluster.nodes[kill % 3]
        survivor = cluster.nodes[(kill + 1) % 3]
        began = time.monotonic()
        victim.stop(signal.SIGKILL)
        read_all(survivor.port)
        times.append(time.monotonic() - began)
        victim.start()
        cluster.wait_until_balanced()
    times.sort()
    print("| kills | shortest | median | 90 % | longest | target |\n|---|---|---|---|---|---|")
    print(f"| {len(times)} | {times[0]:.1f} s | {statistics.median(times):.1f} s | {times[int(len(times) * 0.9) - 1]:.1f} s | {times[-1]:.1f} s"
          f" | ≤ 5 s: {'reached' if times[-1] <= 5 else 'missed'} |", flush=True)
    cluster.stop()


def main():
    parts = {"nodes": compare_nodes, "forwarding": compare_forwarding, "failover": measure_failover}
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=parts)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one round of one case")
    parser.add_argument("--kills", type=int, default=21)
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    with tempfile.TemporaryDirectory() as root, tempfile.TemporaryDirectory() as home:
        postgres = Postgres(home)
        try:
            for name, part in parts.items():
                if args.only in (None, name):
                    part(pathlib.Path(root), postgres, args)
        finally:
            postgres.stop()


if __name__ == "__main__":
    main()
