// An InProcessKv over a store whose journal and clock are in the test's hands.

using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Tests;
using ActorKv.Hosting.InProcess;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Hosting.Tests.InProcess;

internal sealed class InProcessTest : IAsyncDisposable
{
    private InProcessTest(Store store, MemoryJournal journal, ManualTime time)
    {
        Store = store;
        Journal = journal;
        Time = time;
        Kv = new InProcessKv(store);
    }

    public Store Store { get; }

    public MemoryJournal Journal { get; }

    public ManualTime Time { get; }

    public InProcessKv Kv { get; }

    public static async Task<InProcessTest> OpenAsync(Action<ServerOptions>? configure = null)
    {
        ServerOptions options = new() { KeyShards = 16, Save = [] };
        configure?.Invoke(options);
        MemoryJournal journal = new();
        ManualTime time = new();
        Store store = new(new ServerParameters(options), journal, new MemorySnapshots(), EngineCommands.CreateAll(), time, NullLogger.Instance);
        await store.RecoverAsync();
        return new InProcessTest(store, journal, time);
    }

    public KeyShard ShardOf(string key) => Store.ShardOf(System.Text.Encoding.UTF8.GetBytes(key));

    /// <summary>Sends a command, and gives its reply as text.</summary>
    public async Task<string?> Run(string command, params KvValue[] arguments)
    {
        KvReply reply = await Kv.ExecuteAsync(command, arguments);
        return reply.IsNull ? "(nil)" : reply.Items.Count > 0 ? string.Join(' ', reply.AsStrings()) : reply.AsString();
    }

    public async ValueTask DisposeAsync()
    {
        Journal.Fault = null;
        Journal.GoOn();
        await Kv.CloseAsync();
        await Store.DisposeAsync();
    }
}
