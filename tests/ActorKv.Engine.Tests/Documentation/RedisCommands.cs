// Every command of Redis up to 8.4, subcommands too: name, group, and the version that has it first. redis-commands.tsv was made from what
// COMMAND DOCS of redis-server 7.0.15 answers and, for what came later, from Redis' public documentation. Commands of Sentinel, which is
// another server, and of the modules that Redis 8 brings along are not in it. Subcommands of DEBUG are those of DEBUG HELP; Redis does not say
// since when they are there, so they have the version of DEBUG.

namespace ActorKv.Engine.Tests.Documentation;

internal sealed record RedisCommand(string Name, string Group, string Since);

internal static class RedisCommands
{
    public static IReadOnlyList<RedisCommand> All { get; } = Read();

    private static RedisCommand[] Read() =>
        [.. File.ReadLines(Path.Combine(SourceTree.Root, "tests/ActorKv.Engine.Tests/Documentation/redis-commands.tsv"))
            .Select(line => line.Split('\t')).Select(fields => new RedisCommand(fields[0], fields[1], fields[2]))];
}
