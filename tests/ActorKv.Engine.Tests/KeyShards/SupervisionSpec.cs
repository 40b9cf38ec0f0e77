using ActorKv.Core.Commands;
using ActorKv.Core.Turns;

namespace ActorKv.Engine.Tests.KeyShards;

public sealed class SupervisionSpec
{
    [Fact]
    public async Task A_bug_in_a_command_costs_its_turn_and_restarts_its_key_shard_alone()
    {
        await using TestStore kv = await TestStore.OpenAsync(commands: table => table.Add<BuggyCommand>());
        await kv.Run("SET {a}k before");
        await kv.Run("RPUSH {a}l 1 2 3");
        await kv.Run("SET {b}k other");
        string digest = kv.Digest();

        Assert.Equal("(error) ERR internal error in 'buggy', its key shard restarts from the journal", await kv.Run("BUGGY {a}k"));
        // The next turn waits in the mailbox until the shard is whole again.
        Assert.Equal("before", await kv.Run("GET {a}k"));
        Assert.Equal("other", await kv.Run("GET {b}k"));
        Assert.Equal(digest, kv.Digest());
        Assert.Equal(1, kv.Store.Supervision.Restarts);

        Assert.Equal("OK", await kv.Run("SET {a}k after"));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task A_journal_that_fails_while_a_key_shard_restarts_does_not_lock_it_up()
    {
        await using TestStore kv = await TestStore.OpenAsync(commands: table => table.Add<BuggyCommand>());
        await kv.Run("SET {a}k before");
        kv.Journal.Stop();
        Task<string> pending = kv.NewSession().Run("SET {a}k pending");
        Task<string> bug = kv.NewSession().Run("BUGGY {a}k");
        kv.Journal.Fault = "the disk is full";
        kv.Journal.GoOn();
        Assert.StartsWith("(error) MISCONF", await pending, StringComparison.Ordinal);
        Assert.StartsWith("(error)", await bug, StringComparison.Ordinal);
        Assert.Equal("before", await kv.Run("GET {a}k"));
        kv.Journal.Fault = null;
    }

    // Changes half of what it would change, and fails.
    internal sealed class BuggyCommand : IKeyCommand
    {
        public static CommandSpec Spec { get; } = new("BUGGY")
        {
            Group = CommandGroup.Generic, Since = "7.0.0", Complexity = "O(1)", Summary = "Fails.", Syntax = "key",
            Arity = 2, Flags = CommandFlags.Write, Keys = [KeySpec.At(1, KeyAccess.Change)],
        };

        public static void Execute(ref ArgReader args, KeyTurn turn)
        {
            KeyEntry key = turn[args.Next()];
            key.SetString("half"u8);
            turn.Log(in key, "SET"u8, "half"u8);
            turn.Reply.Ok();
            throw new InvalidOperationException("A bug.");
        }
    }
}
