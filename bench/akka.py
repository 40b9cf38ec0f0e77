#!/usr/bin/env python3
"""The Akka.NET host beside the built-in host and redis-server, like for like: durable before the answer, one node.

    python3 bench/akka.py        needs Akka.NET's packages, for ActorKv.Akka.sln

The Akka.NET host is the sample with hocon/standalone-sqlite.conf, which listens by Akka.Streams. Rounds are interleaved and ratios are of medians, as
side_by_side.py says. Prints a table for docs/performance.md.
"""

import argparse
import pathlib
import subprocess
import tempfile

from servers import Server, benchmark, compare, ratio

ROOT = pathlib.Path(__file__).resolve().parent.parent
BUILT_IN = ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv"
SAMPLE = ROOT / "samples/ActorKv.Samples.AkkaCluster/bin/Release/net10.0/ActorKv.Samples.AkkaCluster"
LEAST = {("GET", 1): 0.7, ("SET", 1): 0.3, ("GET", 16): 0.7, ("SET", 16): 0.4}


class AkkaNode(Server):
    """A node of the sample, which takes HOCON and no options."""

    def options(self):
        database = f'"Data Source={self.directory}/actorkv.db"'
        return [str(ROOT / "hocon/standalone-sqlite.conf"), f"actorkv.tcp.port={self.port}",
                f"akka.persistence.journal.sql.connection-string={database}", f"akka.persistence.snapshot-store.sql.connection-string={database}"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="length of one round of one case")
    args = parser.parse_args()
    for solution in ("ActorKv.sln", "ActorKv.Akka.sln"):
        subprocess.run(["dotnet", "build", str(ROOT / solution), "-c", "Release", "-v", "q", "-nologo"], check=True)
    with tempfile.TemporaryDirectory() as root:
        servers = []
        for kind, name, command in ((Server, "redis", ["redis-server"]), (Server, "built-in", [str(BUILT_IN)]), (AkkaNode, "akka", [str(SAMPLE)])):
            directory = pathlib.Path(root) / name
            directory.mkdir()
            servers.append(kind(name, command, directory, "always"))
            servers[-1].start()
        for server in servers:  # warm up: the JIT
            for test, pipeline in LEAST:
                benchmark(server, test, pipeline, 50, 32, 20000)
        print("| appendfsync always, 50 clients | built-in host | CPU | Akka.NET host | CPU | target |\n|---|---|---|---|---|---|")
        for (test, pipeline), least in LEAST.items():
            medians = compare(servers, test, pipeline, 50, 32, args.rounds, args.seconds)
            redis, built_in, akka = (medians[server.name] for server in servers)
            reached = "reached" if ratio(akka[0], redis[0]) >= least else "missed"
            print(f"| {test}, pipeline {pipeline} | {ratio(built_in[0], redis[0]):.2f} | {ratio(built_in[2], redis[2]):.2f}"
                  f" | {ratio(akka[0], redis[0]):.2f} | {ratio(akka[2], redis[2]):.2f} | ≥ {least}: {reached} |", flush=True)
        for server in servers:
            server.stop()


if __name__ == "__main__":
    main()
