"""Throughput and memory of every data type, side by side. A part of side_by_side.py, which says how it is measured.

A case whose command ActorKv does not have yet is left out.
"""

import pathlib
import subprocess
import tempfile
import time

from servers import ask, benchmark, client_busy, compare, ratio, start_both

# name -> command for redis-benchmark, what loads the key first, and how many different numbers stand for __rand_int__
TYPES = {
    "LPUSH": ("LPUSH list value:__rand_int__", None, 100_000),
    "RPOP": ("RPOP list", "LPUSH list value:__rand_int__", 100_000),
    "SADD": ("SADD set member:__rand_int__", None, 10_000_000),
    "HSET": ("HSET hash field:__rand_int__ value", None, 100_000),
    "ZADD": ("ZADD zset 0 member:__rand_int__", None, 100_000),
    "ZRANGE": ("ZRANGE zset 0 9", "ZADD zset __rand_int__ member:__rand_int__", 100_000),
    "XADD": ("XADD stream * field value", None, 100_000),
}
THROUGHPUT_LEAST = {1: 0.9, 16: 1.2}
BIG_LEAST = 1.0
PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "performance-by-type.md"
MEMORY_MOST = 1.3


def sadd(key, first, count):
    return ["SADD", key] + [f"member:{i}" for i in range(first, first + count)]


def zset_of(keys):
    return [["ZADD", "zset"] + [word for i in range(first, first + 1000) for word in (i, f"member:{i}")] for first in range(0, keys, 1000)]


# name -> command for redis-benchmark, commands that load what it is about, clients, least number of operations in a round
BIG = {
    "ZRANGEBYSCORE, a million members": ("ZRANGEBYSCORE zset __rand_int__ +inf LIMIT 0 10", lambda: zset_of(1_000_000), 50, 5000),
    "SORT, ten thousand elements": ("SORT list", lambda: [["RPUSH", "list"] + [i * 7919 % 10007 for i in range(10000)]], 4, 200),
    "SUNION, two sets of ten thousand": ("SUNION a b", lambda: [sadd("a", 0, 10000), sadd("b", 5000, 10000)], 4, 200),
    "SINTER, two sets of ten thousand": ("SINTER a b", lambda: [sadd("a", 0, 10000), sadd("b", 5000, 10000)], 4, 200),
    "SDIFF, two sets of ten thousand": ("SDIFF a b", lambda: [sadd("a", 0, 10000), sadd("b", 5000, 10000)], 4, 200),
}

# name -> the commands of a scale of keys: 1.0 is a million
MEMORY = {
    "a million hashes of 5 fields": lambda n: (["HSET", f"hash:{i}"] + [w for f in range(5) for w in (f"field{f}", f"value{i + f}")] for i in range(n)),
    "100,000 lists of 20 elements": lambda n: (["RPUSH", f"list:{i}"] + [f"element{i + e}" for e in range(20)] for i in range(n // 10)),
    "100,000 sets of 20 members": lambda n: (["SADD", f"set:{i}"] + [f"member{i + m}" for m in range(20)] for i in range(n // 10)),
    "100,000 sets of 20 integers": lambda n: (["SADD", f"set:{i}"] + [i + m * 3 for m in range(20)] for i in range(n // 10)),
    "100,000 sorted sets of 20 members": lambda n: (["ZADD", f"zset:{i}"] + [w for m in range(20) for w in (i + m, f"member{m}")] for i in range(n // 10)),
    "one set of a million members": lambda n: (sadd("set", first, 100) for first in range(0, n, 100)),
    "one sorted set of a million members": lambda n: zset_of(n),
    "a million stream entries": lambda n: (["XADD", "stream", "*", "sensor", i % 100, "value", i] for i in range(n)),
}


def encode(words):
    parts = [str(word).encode() for word in words]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)


def pipe(server, commands):
    load = subprocess.Popen(["redis-cli", "-p", str(server.port), "--pipe"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    for words in commands:
        load.stdin.write(encode(words))
    load.stdin.close()
    if load.wait() != 0:
        raise RuntimeError(f"{server.name} refused what it was to load")


def knows(server, *commands):
    return all(not ask(server.port, encode(["COMMAND", "INFO", command.split()[0]])).startswith((b"*1\r\n*-1", b"*1\r\n$-1")) for command in commands if command)


def used_memory(server):
    text = ask(server.port, encode(["INFO", "memory"])).decode()
    return int(next(line for line in text.splitlines() if line.startswith("used_memory:")).split(":")[1])


def chosen(cases, args):
    return {name: case for name, case in cases.items() if not args.case or any(part.lower() in name.lower() for part in args.case)}


def throughput(binary, args):
    rows = []
    with tempfile.TemporaryDirectory() as directory:
        servers = start_both(binary, directory, "everysec")
        for name, (command, before, keys) in chosen(TYPES, args).items():
            if not knows(servers[1], command, before):
                continue

            # Every round begins alike, and does to its end what the command is for: as many elements as will be popped, members that are new.
            def prepare(server, count, load=(before or command).split(), pops=name == "RPOP"):
                ask(server.port, b"FLUSHALL\r\n")
                benchmark(server, load, 16, 50, 3, max(100_000, count if pops else 0))

            for pipeline in (1, 16):
                medians = compare(servers, command.split(), pipeline, 50, 3, args.rounds, args.seconds, keys=keys, prepare=prepare)
                rows.append((f"{name}, pipeline {pipeline}", medians, THROUGHPUT_LEAST[pipeline]))
                print(throughput_line(rows[-1]), flush=True)
        for name, (command, load, clients, least) in chosen(BIG, args).items():
            commands = load()
            if not knows(servers[1], command, commands[0][0]):
                continue
            for server in servers:
                ask(server.port, b"FLUSHALL\r\n")
                pipe(server, commands)
            medians = compare(servers, command.split(), 1, clients, 3, args.rounds, args.seconds, keys=1_000_000, least=least)
            rows.append((name, medians, BIG_LEAST))
            print(throughput_line(rows[-1]), flush=True)
        for server in servers:
            server.stop()
    return rows


def memory(binary, args):
    rows = []
    for name, commands in chosen(MEMORY, args).items():
        with tempfile.TemporaryDirectory() as directory:
            grown = {}
            servers = start_both(binary, directory, "everysec")
            for server in servers:
                if not knows(servers[1], next(iter(commands(1000)))[0]):
                    continue
                pipe(server, commands(args.keys // 10))  # warm up: code and buffers are no part of what the keys take
                ask(server.port, encode(["FLUSHALL"]))
                ask(server.port, encode(["MEMORY", "PURGE"]))
                resident, used = server.resident_bytes(), used_memory(server)
                pipe(server, commands(args.keys))
                time.sleep(2)
                ask(server.port, encode(["MEMORY", "PURGE"]))
                grown[server.name] = (server.resident_bytes() - resident, used_memory(server) - used)
            for server in servers:
                server.stop()
        if grown:
            rows.append((name, grown["redis"], grown["actorkv"]))
            print(memory_line(rows[-1]), flush=True)
    return rows


def throughput_line(row):
    name, medians, least = row
    redis, actorkv = medians["redis"], medians["actorkv"]
    value = ratio(actorkv[0], redis[0])
    # With redis-server the client's thread was busy that share of the time: no server could make it this much faster and more.
    most = 1 / client_busy(redis)
    outcome = "reached" if value >= least else "missed" if most >= least else f"missed; the client's thread allows {most:.2f}"
    return f"| {name} | {value:.2f} | {ratio(actorkv[2], redis[2]):.2f} | {ratio(actorkv[1], redis[1]):.2f} | ≥ {least}: {outcome} |"


def memory_line(row):
    name, redis, actorkv = row
    value = ratio(actorkv[0], redis[0])
    return f"| {name} | {value:.2f} | {ratio(actorkv[1], redis[1]):.2f} | ≤ {MEMORY_MOST}: {'reached' if value <= MEMORY_MOST else 'missed'} |"


def section(page, title):
    """The lines of a section of a page, none when it is not there."""
    lines = page.splitlines()
    start = next((i for i, line in enumerate(lines) if line.startswith(title)), None)
    if start is None:
        return []
    end = next((i for i in range(start + 1, len(lines)) if lines[i].startswith("## ")), len(lines))
    return lines[start:end]


def measure(binary, args):
    out = ["# Performance by data type", "",
           "ActorKv beside redis-server, measured as [performance.md](performance.md) says. Made by `python3 bench/side_by_side.py --only types` and",
           "`--only type-memory`, each of which leaves the other's section as it was; without `--only`, both at once.", ""]
    before = PAGE.read_text() if PAGE.exists() else ""
    if args.only != "type-memory":
        out += ["## Throughput, appendfsync everysec", "",
                "| command | throughput | CPU per operation | p99 | target |", "|---|---|---|---|---|"] + [throughput_line(row) for row in throughput(binary, args)] + [""]
    else:
        out += section(before, "## Throughput")
    if args.only != "types":
        out += ["## Memory", "", "How much more the process takes when it is loaded, over the wire, after a warm-up with a tenth of it, FLUSHALL and MEMORY PURGE; both answer MEMORY PURGE again before they are measured. The target is for resident memory.", "",
                "| | resident | used_memory | target |", "|---|---|---|---|"] + [memory_line(row) for row in memory(binary, args)] + [""]
    else:
        out += section(before, "## Memory")
    return "\n".join(out)
