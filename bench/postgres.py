#!/usr/bin/env python3
"""One ActorKv node on PostgreSQL beside one on SQLite, like for like.

    python3 bench/postgres.py                     always and everysec, SET and GET, pipelines of 1 and 16, 50 clients
    python3 bench/postgres.py --rounds 9 --seconds 3

Builds ActorKv in Release, starts a PostgreSQL of its own on loopback (as user postgres when run as root; fsync on, all else as it comes), and two nodes
under the same fsync policy: one with its journal in files, one in the database, both on the same disk. redis-benchmark runs on them in turns. What counts
is the ratio of medians; the CPU time of PostgreSQL's processes is told beside the node's. Needs redis-benchmark and PostgreSQL. Stops what it started.
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile

from database import Postgres
from servers import Server, ask, benchmark, ratio

ROOT = pathlib.Path(__file__).resolve().parent.parent


def measure(server, database, test, pipeline, count):
    before = database.cpu_seconds()
    return *benchmark(server, test, pipeline, 50, 32, count)[:3], (database.cpu_seconds() - before) / count * 1e6


def compare(servers, database, test, pipeline, args):
    count = max(5000, int(min(benchmark(server, test, pipeline, 50, 32, 5000 * pipeline)[0] for server in servers) * args.seconds))
    runs = {server.name: [] for server in servers}
    for _ in range(args.rounds):
        for server in servers:
            runs[server.name].append(measure(server, database, test, pipeline, count))
    return {name: [statistics.median(values) for values in zip(*results)] for name, results in runs.items()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="length of one round of one case")
    args = parser.parse_args()
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    binary = str(ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv")
    print("| fsync | pipeline | command | throughput | p99 | CPU per operation | with PostgreSQL's |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory, tempfile.TemporaryDirectory() as home:
        database = Postgres(home)
        try:
            for policy in ("always", "everysec"):
                data = pathlib.Path(directory) / policy
                data.mkdir()
                on_postgres = [binary, "--journal", "postgres", "--postgres", database.connection(), "--postgres-schema", policy]
                servers = [Server("sqlite", [binary], data, policy), Server("postgres", on_postgres, data, policy)]
                for server in servers:
                    server.start()
                    for test in ("SET", "GET"):
                        benchmark(server, test, 16, 50, 32, 50000)
                for pipeline in (1, 16):
                    for test in ("SET", "GET"):
                        for server in servers:
                            ask(server.port, b"FLUSHALL\r\n")
                        medians = compare(servers, database, test, pipeline, args)
                        sqlite, postgres = medians["sqlite"], medians["postgres"]
                        print(f"| {policy} | {pipeline} | {test} | {ratio(postgres[0], sqlite[0]):.2f} | {ratio(postgres[1], sqlite[1]):.2f} "
                              f"| {ratio(postgres[2], sqlite[2]):.2f} | {ratio(postgres[2] + postgres[3], sqlite[2]):.2f} |", flush=True)
                for server in servers:
                    server.stop()
        finally:
            database.stop()


if __name__ == "__main__":
    main()
