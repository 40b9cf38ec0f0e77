// A store for tests: its journal, its saves and its clock are in the test's hands.
//
//   await using TestStore kv = await TestStore.OpenAsync();
//   await kv.Run("SET k v")                       one session's reply, as text
//   await using TestStore after = await kv.CrashAsync();        a new store over what the journal held at that moment

using System.Globalization;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keyspaces;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Engine.Tests;

internal sealed class TestStore : IAsyncDisposable
{
    private readonly List<LocalSession> _sessions = [];
    private LocalSession? _main;

    private TestStore(Store store, MemoryJournal journal, MemorySnapshots snapshots, ManualTime time)
    {
        Store = store;
        Journal = journal;
        Snapshots = snapshots;
        Time = time;
    }

    public Store Store { get; }

    public MemoryJournal Journal { get; }

    public MemorySnapshots Snapshots { get; }

    public ManualTime Time { get; }

    /// <summary>Opens a store on empty, or given, media.</summary>
    public static async Task<TestStore> OpenAsync(Action<ServerOptions>? configure = null, MemoryJournal? journal = null, MemorySnapshots? snapshots = null,
        ManualTime? time = null, Action<CommandTable>? commands = null)
    {
        ServerOptions options = new() { KeyShards = 16, Save = [] };
        configure?.Invoke(options);
        CommandTable table = EngineCommands.CreateAll();
        commands?.Invoke(table);
        TestStore test = new(
            new Store(new ServerParameters(options), journal ??= new MemoryJournal(), snapshots ??= new MemorySnapshots(), table, time ??= new ManualTime(), NullLogger.Instance),
            journal, snapshots, time);
        await test.Store.RecoverAsync();
        return test;
    }

    public LocalSession NewSession()
    {
        LocalSession session = new(Store);
        lock (_sessions) _sessions.Add(session);
        return session;
    }

    /// <summary>Runs a command on a session that is there for this.</summary>
    public Task<string> Run(string line) => (_main ??= NewSession()).Run(line);

    public string Digest() => StateDigest.Compute(Store.States).ToHex();

    /// <summary>A store over what is durable now, as after a kill -9. The old one must not be used to write any more.</summary>
    public Task<TestStore> CrashAsync(Action<ServerOptions>? configure = null) => OpenAsync(configure, Journal.Image(), Snapshots, Time);

    public async ValueTask DisposeAsync()
    {
        Journal.GoOn();
        foreach (LocalSession session in _sessions) session.Dispose();
        await Store.DisposeAsync();
    }
}

internal static class LocalSessionTesting
{
    /// <summary>Runs a command spelt as redis-cli would take it.</summary>
    public static async Task<string> Run(this LocalSession session, string line)
    {
        List<byte[]> arguments = InlineSplitter.Split(Encoding.Latin1.GetBytes(line)) ?? throw new FormatException($"Unbalanced quotes: {line}");
        return Show(await session.ExecuteAsync([.. arguments]));
    }

    public static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Null => "(nil)",
        ReplyKind.Error => "(error) " + reply.Text,
        ReplyKind.Integer => "(integer) " + reply.Integer.ToString(CultureInfo.InvariantCulture),
        ReplyKind.Array or ReplyKind.Set or ReplyKind.Push => "[" + string.Join(", ", reply.Items.Select(Show)) + "]",
        ReplyKind.Map => "{" + string.Join(", ", reply.Items.Chunk(2).Select(pair => Show(pair[0]) + ": " + Show(pair[1]))) + "}",
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}
