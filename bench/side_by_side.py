#!/usr/bin/env python3
"""ActorKv beside redis-server, in one run, like for like.

    python3 bench/side_by_side.py                 everything, about half an hour
    python3 bench/side_by_side.py --quick         the targets alone, a few minutes
    python3 bench/side_by_side.py --only memory   one part: throughput, memory, types (throughput by type), type-memory, sessions

Builds ActorKv in Release, starts both servers on free loopback ports with the same fsync policy, warms them up, and runs
redis-benchmark on them in turns, several rounds, first one and then the other. What counts is the ratio of medians: of throughput,
and of the server's CPU time per operation as the kernel accounts it to the process, which hardly feels what else the machine does.
Writes docs/performance.svg and its own parts of docs/performance.md, which stand between comments (the rest of the page is written by hand),
what is told by data type into docs/performance-by-type.md, and scripts, transactions, publishing and BullMQ into
docs/performance-of-sessions.md; with --print it only prints. Needs python3, redis-server, redis-benchmark and redis-cli, and for BullMQ
node and the npm packages of the acceptance tests. Stops by process id what it started.
"""

import argparse
import os
import pathlib
import platform
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import by_type
import sessions
from servers import POLICIES, ask, benchmark, compare, ratio, start_both

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What the project wants to reach: (test, policies, pipeline) -> throughput at least, CPU per operation at most.
TARGETS = [
    ({"SET", "GET"}, {"none", "everysec"}, 1, 0.9, 1.2),
    ({"SET", "GET"}, {"none", "everysec"}, 16, 1.2, 0.9),
    ({"SET"}, {"always"}, 1, 1.0, 1.8),
    ({"SET"}, {"always"}, 16, 1.2, 1.0),
]


def throughput(binary, args, report):
    cases = [(policy, pipeline, test, size, 50) for policy in POLICIES for pipeline in (1, 16, 64)
             for test in ("SET", "GET", "INCR", "LPUSH", "RPOP", "MSET") for size in ((32, 4096) if test in ("SET", "GET") else (32,))]
    cases += [(policy, 1, test, 32, 1) for policy in POLICIES for test in ("SET", "GET")]
    if args.quick:
        cases = [case for case in cases if case[2] in ("SET", "GET") and case[1] in (1, 16) and case[3] == 32 and case[4] == 50]
    if args.policy:
        cases = [case for case in cases if case[0] in args.policy]
    for policy in POLICIES:
        mine = [case for case in cases if case[0] == policy]
        if not mine:
            continue
        with tempfile.TemporaryDirectory() as directory:
            servers = start_both(binary, directory, policy)
            for server in servers:  # warm up: the JIT on one side, the page cache on both
                for test in ("SET", "GET", "INCR", "LPUSH", "RPOP", "MSET"):
                    for pipeline in (1, 16):
                        benchmark(server, test, pipeline, 50, 32, 30000 * pipeline // (4 if policy == "always" else 1))
            for _, pipeline, test, size, clients in mine:
                for server in servers:
                    ask(server.port, b"FLUSHALL\r\n")
                    if test == "RPOP":
                        benchmark(server, "LPUSH", 16, 50, size, 400000)
                medians = compare(servers, test, pipeline, clients, size, args.rounds, args.seconds)
                report.append((policy, pipeline, test, size, clients, medians["redis"], medians["actorkv"]))
                print(row_text(report[-1]), flush=True)
            for server in servers:
                server.stop()
    return report


def memory(binary, keys):
    """A million keys of 16 bytes with values of 32: resident memory, and the time to come back from the log."""
    lines = []
    with tempfile.TemporaryDirectory() as directory:
        for server in start_both(binary, directory, "everysec"):
            before = server.resident_bytes()
            load = subprocess.Popen(["redis-cli", "-p", str(server.port), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
            for start in range(0, keys, 1000):
                load.stdin.write(b"".join(
                    b"*3\r\n$3\r\nSET\r\n$16\r\nkey:%012d\r\n$32\r\n%032d\r\n" % (i, i) for i in range(start, start + 1000)))
            load.stdin.close()
            load.wait()
            time.sleep(2)
            after = server.resident_bytes()
            server.stop()
            times = []
            for _ in range(3):
                times.append(server.start())
                count = ask(server.port, b"DBSIZE\r\n").strip()
                if count != b":%d" % keys:
                    sys.exit(f"{server.name} came back with {count!r}")
                recovered = server.resident_bytes()
                server.stop(signal.SIGKILL)
            lines.append((server.name, before, after, recovered, statistics.median(times)))
    return lines


def row_text(row):
    policy, pipeline, test, size, clients, redis, actorkv = row
    return (f"{policy:9} P{pipeline:<3} {test:6} {size:5} B {clients:3} clients   throughput {ratio(actorkv[0], redis[0]):5.2f}"
            f"   CPU/op {ratio(actorkv[2], redis[2]):5.2f}   p99 {ratio(actorkv[1], redis[1]):5.2f}"
            f"   ({actorkv[0]:.0f}/s {actorkv[2]:.2f} us against {redis[0]:.0f}/s {redis[2]:.2f} us)")


def target_of(row):
    policy, pipeline, test, size, clients = row[:5]
    for tests, policies, depth, throughput_least, cpu_most in TARGETS:
        if test in tests and policy in policies and pipeline == depth and size == 32 and clients == 50:
            return throughput_least, cpu_most
    return None


def markdown(report, memory_lines, args):
    """The parts of docs/performance.md that were measured, by their names."""
    measured = (f"{os.cpu_count()} cores, {platform.machine()}, Linux {platform.release()}; "
                f"{subprocess.run(['redis-server', '--version'], capture_output=True, text=True, check=True).stdout.split(' sha')[0]}, "
                f".NET {subprocess.run(['dotnet', '--version'], capture_output=True, text=True, check=True).stdout.strip()} SDK")
    parts = {}
    if report:
        out = [f"Measured on {measured}; {args.rounds} rounds of {args.seconds:g} s.", "",
               "| fsync | pipeline | command | value | clients | throughput | CPU per operation | p99 | target |", "|---|---|---|---|---|---|---|---|---|"]
        for row in report:
            policy, pipeline, test, size, clients, redis, actorkv = row
            t, c, p = ratio(actorkv[0], redis[0]), ratio(actorkv[2], redis[2]), ratio(actorkv[1], redis[1])
            target = target_of(row)
            verdict = "" if target is None else f"≥ {target[0]}, ≤ {target[1]}: " + ("reached" if t >= target[0] and c <= target[1] else "missed")
            out.append(f"| {policy} | {pipeline} | {test} | {size} B | {clients} | {t:.2f} | {c:.2f} | {p:.2f} | {verdict} |")
        parts["throughput"] = out
    if memory_lines:
        (_, r0, r1, r2, rt), (_, a0, a1, a2, at) = memory_lines
        out = [f"Measured on {measured}.", "",
               "| | ActorKv | redis-server | ratio | target |", "|---|---|---|---|---|",
               f"| resident, empty | {a0 / 2**20:.0f} MiB | {r0 / 2**20:.0f} MiB | {a0 / r0:.2f} | |",
               f"| resident, loaded over the wire | {a1 / 2**20:.0f} MiB | {r1 / 2**20:.0f} MiB | {a1 / r1:.2f} | ≤ 1.5 |",
               f"| resident, after a restart | {a2 / 2**20:.0f} MiB | {r2 / 2**20:.0f} MiB | {a2 / r2:.2f} | |",
               f"| start to ready, from the log | {at:.2f} s | {rt:.2f} s | {at / rt:.2f} | ≤ 1.0 |"]
        parts["memory"] = out
    return parts


def replace_part(page, name, lines):
    """The page with the lines between the comments that name the part, and all else as it was."""
    begin, end = f"<!-- {name}: written by bench/side_by_side.py -->\n", f"<!-- end of {name} -->\n"
    before, rest = page.split(begin)
    _, after = rest.split(end)
    return before + begin + "\n" + "\n".join(lines) + "\n\n" + end + after


def svg(report):
    """Horizontal bars: throughput ratio of every case, with a line at 1."""
    rows = [row for row in report if row[3] == 32 and row[4] == 50]
    width, bar, left, scale = 760, 16, 210, 150
    height = 50 + bar * len(rows) + 20
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="11">',
           f'<rect width="{width}" height="{height}" fill="white"/>',
           '<text x="10" y="20" font-size="14">Throughput as a ratio to redis-server (50 clients, values of 32 bytes)</text>']
    colours = {"none": "#7aa6c2", "everysec": "#4f81a8", "always": "#1f4e79"}
    for i, (policy, pipeline, test, _, _, redis, actorkv) in enumerate(rows):
        y = 40 + i * bar
        value = ratio(actorkv[0], redis[0])
        out.append(f'<text x="10" y="{y + 11}">{policy}, pipeline {pipeline}, {test}</text>')
        out.append(f'<rect x="{left}" y="{y + 2}" width="{min(value, 3.4) * scale:.0f}" height="{bar - 4}" fill="{colours[policy]}"/>')
        out.append(f'<text x="{left + min(value, 3.4) * scale + 5:.0f}" y="{y + 11}">{value:.2f}</text>')
    out.append(f'<line x1="{left + scale}" y1="34" x2="{left + scale}" y2="{height - 20}" stroke="#c00" stroke-dasharray="4 3"/>')
    out.append(f'<text x="{left + scale - 3}" y="{height - 6}" fill="#c00">1</text></svg>')
    return "\n".join(out) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the cases that have a target")
    parser.add_argument("--only", choices=["throughput", "memory", "types", "type-memory", "sessions"], help="one part")
    parser.add_argument("--case", action="append", help="by type and sessions: only the cases whose name has this in it")
    parser.add_argument("--policy", action="append", choices=list(POLICIES), help="only these fsync policies")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="length of one round of one case")
    parser.add_argument("--keys", type=int, default=1_000_000, help="keys of the memory part")
    parser.add_argument("--print", action="store_true", help="do not write docs/")
    args = parser.parse_args()
    for tool in ("redis-server", "redis-benchmark", "redis-cli", "dotnet"):
        if shutil.which(tool) is None:
            sys.exit(f"{tool} is missing")
    subprocess.run(["dotnet", "build", str(ROOT / "src/ActorKv.Server"), "-c", "Release", "-v", "q", "-nologo"], check=True)
    binary = ROOT / "src/ActorKv.Server/bin/Release/net10.0/actorkv"
    report = throughput(binary, args, []) if args.only in (None, "throughput") else []
    memory_lines = memory(binary, args.keys) if args.only in (None, "memory") else []
    pages = {}
    for part, lines in markdown(report, memory_lines, args).items():
        page = pages.get("performance.md") or (ROOT / "docs/performance.md").read_text(encoding="utf-8")
        pages["performance.md"] = replace_part(page, part, lines)
    if report:
        pages["performance.svg"] = svg(report)
    if args.only in (None, "types", "type-memory"):
        pages["performance-by-type.md"] = by_type.measure(binary, args) + "\n"
    if args.only in (None, "sessions"):
        pages["performance-of-sessions.md"] = sessions.measure(binary, args)
    for name, text in pages.items():
        if not name.endswith(".svg"):
            print(text)
        if not args.print:
            (ROOT / "docs" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
