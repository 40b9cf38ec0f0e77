// A node of which only what all nodes share is there: a store that keeps nothing, scripts, and the definitions over a table.

using System.Text;
using ActorKv.Cluster.Shared;
using ActorKv.Engine;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Configuration;
using ActorKv.Engine.Recovery;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;
using ActorKv.Scripting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActorKv.Cluster.Tests.Shared;

internal sealed class SharedNode : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly LuaScriptEngine _scripts = new();
    private readonly SharedDefinitions _definitions;
    private readonly LocalSession _main;

    private SharedNode(Store store, LuaScriptEngine scripts, SharedDefinitions definitions)
    {
        Store = store;
        _scripts = scripts;
        _definitions = definitions;
        _main = new LocalSession(store);
    }

    public Store Store { get; }

    public static async Task<SharedNode> StartAsync(ISharedTable table, Action<ServerOptions>? configure = null)
    {
        ServerOptions options = new() { KeyShards = 4, Save = [] };
        configure?.Invoke(options);
        Store store = new(new ServerParameters(options), new NoJournal(), new NoSnapshots(), EngineCommands.CreateAll(), TimeProvider.System, NullLogger.Instance);
        LuaScriptEngine scripts = new();
        store.Scripts.Engine = scripts;
        await store.RecoverAsync();
        return new SharedNode(store, scripts, await SharedDefinitions.StartAsync(store, table, CancellationToken.None));
    }

    public LocalSession Connect() => new(Store);

    /// <summary>Runs a command, and tells its reply as text; an error as it is on the wire.</summary>
    public Task<string> Run(params string[] words) => Run(_main, words);

    public static async Task<string> Run(LocalSession session, params string[] words)
    {
        Reply reply = await session.ExecuteAsync([.. words.Select(Encoding.Latin1.GetBytes)]);
        return Show(reply);
    }

    /// <summary>Asks again and again, until the reply is the one that is waited for.</summary>
    public async Task Until(string reply, params string[] words)
    {
        using CancellationTokenSource patience = new(Patience);
        while (await Run(words) is var said && said != reply)
        {
            if (patience.IsCancellationRequested) Assert.Equal(reply, said);
            await Task.Yield();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _definitions.DisposeAsync();
        _main.Dispose();
        await Store.DisposeAsync();
        _scripts.Dispose();
    }

    private static string Show(Reply reply) => reply.Kind switch
    {
        ReplyKind.Integer => reply.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ReplyKind.Error => reply.Text,
        ReplyKind.Array or ReplyKind.Map or ReplyKind.Set => string.Join(' ', reply.Items.Select(Show)),
        _ => Encoding.Latin1.GetString(reply.Bytes),
    };
}
