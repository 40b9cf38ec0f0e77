using System.Globalization;
using ActorKv.Core.Commands;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Commands.Transactions;

public sealed class ExecSpec
{
    // Every line is a command and its reply.
    [Theory]
    [InlineData("MULTI => OK", "SET x 1 => QUEUED", "INCR x => QUEUED", "GET x => QUEUED", "EXEC => [OK, (integer) 2, 2]", "EXEC => (error) ERR EXEC without MULTI")]
    [InlineData("MULTI => OK", "MULTI => (error) ERR MULTI calls can not be nested", "PING => QUEUED", "EXEC => [PONG]")]
    [InlineData("MULTI => OK", "EXEC => []")]
    [InlineData("MULTI => OK", "SET a 1 => QUEUED", "DISCARD => OK", "EXISTS a => (integer) 0", "DISCARD => (error) ERR DISCARD without MULTI")]
    [InlineData("MULTI => OK", "NOSUCH => (error) ERR unknown command 'NOSUCH', with args beginning with: ", "SET a 1 => QUEUED",
        "EXEC => (error) EXECABORT Transaction discarded because of previous errors.", "EXISTS a => (integer) 0", "EXEC => (error) ERR EXEC without MULTI")]
    [InlineData("MULTI => OK", "GET => (error) ERR wrong number of arguments for 'get' command",
        "EXEC => (error) EXECABORT Transaction discarded because of previous errors.")]
    [InlineData("MULTI => OK", "SET a 1 => QUEUED", "EXEC now => (error) EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command",
        "EXISTS a => (integer) 0")]
    [InlineData("MULTI => OK", "SET a x => QUEUED", "INCR a => QUEUED", "SET b 2 => QUEUED",
        "EXEC => [OK, (error) ERR value is not an integer or out of range, OK]", "GET b => 2")]
    [InlineData("MULTI => OK", "SELECT 3 => QUEUED", "SET a 1 => QUEUED", "SELECT 4 => QUEUED", "EXEC => [OK, OK, OK]", "EXISTS a => (integer) 0", "SELECT 3 => OK", "GET a => 1")]
    [InlineData("MULTI => OK", "SAVE => (error) ERR Command not allowed inside a transaction", "EXEC => (error) EXECABORT Transaction discarded because of previous errors.")]
    [InlineData("MULTI => OK", "RESET => RESET", "EXEC => (error) ERR EXEC without MULTI")]
    [InlineData("MULTI => OK", "BLPOP l 0 => QUEUED", "BLMOVE a b LEFT LEFT 0 => QUEUED", "XREAD BLOCK 0 STREAMS s $ => QUEUED", "WAIT 1 0 => QUEUED", "WAITAOF 1 1 0 => QUEUED",
        "EXEC => [(nil), (nil), (nil), (integer) 0, [(integer) 1, (integer) 0]]")]
    [InlineData("MULTI => OK", "RPUSH l 1 2 => QUEUED", "BLPOP l 0 => QUEUED", "LLEN l => QUEUED", "EXEC => [(integer) 2, [l, 1], (integer) 1]")]
    [InlineData("MULTI => OK", "MSET a 1 b 2 c 3 d 4 => QUEUED", "DBSIZE => QUEUED", "RENAME a e => QUEUED", "FLUSHALL => QUEUED", "DBSIZE => QUEUED",
        "EXEC => [OK, (integer) 4, OK, OK, (integer) 0]")]
    [InlineData("MULTI => OK", "DEBUG SLEEP 0 => QUEUED", "SET a 1 => QUEUED",
        "EXEC => [(error) ERR This command waits, and cannot run inside a transaction or a script, OK]", "GET a => 1")]
    public async Task EXEC_runs_what_MULTI_has_queued(params string[] lines)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        foreach (string line in lines)
        {
            string[] parts = line.Split(" => ");
            Assert.Equal(parts[1], await kv.Run(parts[0]));
        }
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(kv.Digest(), after.Digest());
    }

    [Fact]
    public async Task The_effects_of_a_transaction_are_one_commit()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        long before = kv.Store.Commits.LastLsn;
        await kv.Run("MULTI");
        for (int i = 0; i < 20; i++) await kv.Run($"SET key:{i} {i}");
        await kv.Run("EXEC");
        Assert.Equal(before + 1, kv.Store.Commits.LastLsn);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("(integer) 20", await after.Run("DBSIZE"));
    }

    [Fact]
    public async Task Nobody_sees_half_of_a_transaction()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        string[] accounts = [.. Enumerable.Range(0, 10).Select(i => $"account:{i}")];
        foreach (string account in accounts) await kv.Run($"SET {account} 100");
        LocalSession[] movers = [.. Enumerable.Range(0, 4).Select(_ => kv.NewSession())];
        LocalSession[] readers = [.. Enumerable.Range(0, 2).Select(_ => kv.NewSession())];
        using CancellationTokenSource over = new();
        Task<string[]>[] reading = [.. readers.Select((reader, which) => Task.Run(() => ReadUntilOver(reader, which == 0, accounts, over.Token)))];
        await Task.WhenAll(movers.Select((mover, seed) => Task.Run(() => Move(mover, seed, accounts))));
        await over.CancelAsync();
        foreach (string[] sums in await Task.WhenAll(reading)) Assert.All(sums, sum => Assert.Equal("1000", sum));
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(["1000"], (await ReadUntilOver(after.NewSession(), single: true, accounts, new CancellationToken(canceled: true))).Distinct());
    }

    [Fact]
    public async Task Optimistic_increments_lose_none()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        const int Each = 100;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => kv.NewSession()).Select(session => Task.Run(async () =>
        {
            for (int done = 0; done < Each;)
            {
                await session.Run("WATCH counter");
                string seen = await session.Run("GET counter");
                int next = seen == "(nil)" ? 1 : int.Parse(seen, CultureInfo.InvariantCulture) + 1;
                await session.Run("MULTI");
                await session.Run($"SET counter {next}");
                if (await session.Run("EXEC") != "(nil)") done++;
            }
        })));
        Assert.Equal((4 * Each).ToString(CultureInfo.InvariantCulture), await kv.Run("GET counter"));
    }

    [Fact]
    public async Task A_transaction_wakes_who_waits_for_what_it_made()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Task<string> first = kv.NewSession().Run("BLPOP l 0"), second = kv.NewSession().Run("BLPOP m 0");
        await kv.Run("MULTI");
        await kv.Run("RPUSH l a b");
        await kv.Run("LPOP l");
        await kv.Run("RPUSH m c");
        await kv.Run("DEL m");
        Assert.Equal("[(integer) 2, a, (integer) 1, (integer) 1]", await kv.Run("EXEC"));
        Assert.Equal("[l, b]", await first);
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task A_bug_in_a_transaction_takes_all_of_it_back()
    {
        await using TestStore kv = await TestStore.OpenAsync(commands: table => table.Add<BrokenCommand>());
        await kv.Run("SET a 1");
        await kv.Run("MULTI");
        await kv.Run("SET a 2");
        await kv.Run("SET b 2");
        await kv.Run("BROKEN");
        Assert.Equal("(error) ERR internal error in 'exec', its key shard restarts from the journal", await kv.Run("EXEC"));
        Assert.Equal("1", await kv.Run("GET a"));
        Assert.Equal("(nil)", await kv.Run("GET b"));
        Assert.Equal("(error) ERR EXEC without MULTI", await kv.Run("EXEC"));
    }

    [Fact]
    public async Task A_turn_that_goes_on_elsewhere_keeps_its_shards_and_no_others()
    {
        TaskCompletionSource goOn = new(), there = new();
        SlowCommand.Step = () =>
        {
            there.SetResult();
            goOn.Task.Wait();
        };
        await using TestStore kv = await TestStore.OpenAsync(commands: table => table.AddTurn<SlowCommand>());
        Task<string> slow = kv.NewSession().Run("SLOW a");
        await there.Task;
        Task<string> waiting = kv.NewSession().Run("GET a");
        Assert.Equal("OK", await kv.Run("SET b 1"));
        Assert.False(waiting.IsCompleted);
        goOn.SetResult();
        Assert.Equal("OK", await slow);
        Assert.Equal("slow", await waiting);
    }

    [Fact]
    public async Task A_turn_that_needs_all_shards_begins_anew_with_them()
    {
        await using TestStore kv = await TestStore.OpenAsync(commands: table => table.AddTurn<GreedyCommand>());
        Assert.Equal("OK", await kv.Run("GREEDY"));
        Assert.Equal("greedy", await kv.Run("GET anywhere"));
        Task<string> waiting = kv.NewSession().Run("BLPOP l 0");
        await kv.Run("MULTI");
        await kv.Run("GREEDY");
        await kv.Run("RPUSH l 1");
        Assert.Equal("[OK, (integer) 1]", await kv.Run("EXEC"));
        Assert.Equal("[l, 1]", await waiting);
    }

    [Fact]
    public async Task INFO_counts_the_commands_inside_and_their_errors()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("MULTI");
        await kv.Run("SET a x");
        await kv.Run("INCR a");
        await kv.Run("EXEC");
        string stats = await kv.Run("INFO commandstats");
        Assert.Matches("cmdstat_incr:calls=1,.*failed_calls=1", stats);
        Assert.Matches("cmdstat_exec:calls=1,.*failed_calls=0", stats);
        Assert.Contains("errorstat_ERR:count=1", await kv.Run("INFO errorstats"), StringComparison.Ordinal);
    }

    private static async Task Move(LocalSession session, int seed, string[] accounts)
    {
        Random random = new(seed);
        for (int i = 0; i < 300; i++)
        {
            string from = accounts[random.Next(accounts.Length)], to = accounts[random.Next(accounts.Length)];
            int amount = random.Next(50);
            await session.Run("MULTI");
            await session.Run($"DECRBY {from} {amount}");
            await session.Run($"INCRBY {to} {amount}");
            await session.Run("EXEC");
        }
    }

    private static async Task<string[]> ReadUntilOver(LocalSession session, bool single, string[] accounts, CancellationToken over)
    {
        List<string> sums = [];
        do
        {
            if (!single) await session.Run("MULTI");
            string balances = await session.Run($"MGET {string.Join(' ', accounts)}");
            if (!single) balances = await session.Run("EXEC");
            sums.Add(balances.Trim('[', ']').Split(", ").Sum(balance => int.Parse(balance, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture));
        }
        while (!over.IsCancellationRequested);
        return [.. sums];
    }

    private sealed class BrokenCommand : IKeyCommand
    {
        public static CommandSpec Spec { get; } = new("BROKEN") { Group = CommandGroup.Generic, Since = "0", Complexity = "O(1)", Summary = "Throws.", Arity = 1 };

        public static void Execute(ref ArgReader args, ActorKv.Core.Turns.KeyTurn turn) => throw new InvalidOperationException("broken");
    }

    private sealed class SlowCommand : ITurnCommand
    {
        public static Action Step { get; set; } = () => { };

        public static CommandSpec Spec { get; } = new("SLOW")
        {
            Group = CommandGroup.Generic, Since = "0", Complexity = "O(1)", Summary = "Goes on elsewhere.", Arity = 2, Keys = [KeySpec.At(1, KeyAccess.Replace)],
        };

        public static void FindShards(Session session, Request request, ShardSet shards) => shards.AddKeysOf(Spec, request);

        public static TurnOutcome Execute(ref ArgReader args, Session session)
        {
            byte[] key = args.Next().ToArray();
            session.Parts.GoOnElsewhere(there =>
            {
                Step();
                RespWriter reply = new();
                there.Parts.Call(there.Store.Commands.Find("SET")!, Request.Of("SET"u8.ToArray(), key, "slow"u8.ToArray()), reply);
                there.Reply.Ok();
                return TurnOutcome.Done;
            });
            return TurnOutcome.GoesOnElsewhere;
        }
    }

    private sealed class GreedyCommand : ITurnCommand
    {
        public static CommandSpec Spec { get; } = new("GREEDY") { Group = CommandGroup.Generic, Since = "0", Complexity = "O(1)", Summary = "Does not say its key.", Arity = 1 };

        public static void FindShards(Session session, Request request, ShardSet shards)
        {
            // That is the point.
        }

        public static TurnOutcome Execute(ref ArgReader args, Session session)
        {
            Request set = Request.Of("SET"u8.ToArray(), "anywhere"u8.ToArray(), "greedy"u8.ToArray());
            Command command = session.Store.Commands.Find("SET")!;
            if (!session.Parts.Reaches(command, set)) return TurnOutcome.NeedsAllShards;
            session.Parts.Call(command, set, session.Reply);
            return TurnOutcome.Done;
        }
    }
}
