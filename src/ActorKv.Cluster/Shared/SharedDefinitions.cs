// What all nodes share, on this one: read before it serves anybody, followed for as long as it lives.

using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using Microsoft.Extensions.Logging;

namespace ActorKv.Cluster.Shared;

internal sealed class SharedDefinitions : ISharedDefinitions, IAsyncDisposable
{
    private static readonly TimeSpan s_betweenTries = TimeSpan.FromMilliseconds(200);

    private readonly Store _store;
    private readonly ISharedTable _table;
    private readonly SharedFunctions _functions;
    private readonly SharedUsers _users;
    private readonly CancellationTokenSource _closed = new();
    private Task _following = Task.CompletedTask;

    private SharedDefinitions(Store store, ISharedTable table)
    {
        _store = store;
        _table = table;
        _functions = new SharedFunctions(store, table);
        _users = new SharedUsers(store, table);
    }

    /// <summary>Takes over what the table has, and follows it. The store's scripts have their engine.</summary>
    /// <param name="store">The node's store, which asks here from now on.</param>
    /// <param name="table">Disposed of with this.</param>
    /// <param name="cancellation">Ends the beginning.</param>
    /// <exception cref="JournalException">The table cannot be read.</exception>
    public static async Task<SharedDefinitions> StartAsync(Store store, ISharedTable table, CancellationToken cancellation)
    {
        SharedDefinitions definitions = new(store, table);
        await definitions.ReadAllAsync(cancellation);
        definitions._following = Task.Run(definitions.FollowAsync, CancellationToken.None);
        store.Shared = definitions;
        return definitions;
    }

    public Task<string?> ChangeFunctionsAsync(SharedChange<FunctionTable> change) => _functions.ChangeAsync(change, _closed.Token);

    public Task<string?> ChangeUsersAsync(SharedChange<IReadOnlyDictionary<string, UserRights>> change, Session asking) => _users.ChangeAsync(change, asking, _closed.Token);

    public async Task RefreshFunctionsAsync()
    {
        try
        {
            await _functions.RefreshAsync(_closed.Token);
        }
        catch (JournalException e)
        {
            _store.Log.LogWarning("{Reason}", e.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _functions.Dispose();
        _users.Dispose();
        await _table.DisposeAsync();
        _closed.Dispose();
    }

    private async Task FollowAsync()
    {
        while (true)
        {
            await _table.WaitForChangeAsync(_closed.Token);
            while (!await TryReadAllAsync()) await Task.Delay(s_betweenTries, _closed.Token);
        }
    }

    private async Task<bool> TryReadAllAsync()
    {
        try
        {
            await ReadAllAsync(_closed.Token);
            return true;
        }
        catch (JournalException e)
        {
            _store.Log.LogWarning("{Reason}", e.Message);
            return false;
        }
    }

    private async Task ReadAllAsync(CancellationToken cancellation)
    {
        await _users.RefreshAsync(cancellation);
        await _functions.RefreshAsync(cancellation);
    }
}
