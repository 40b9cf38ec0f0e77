// What turns change, told to who watches keys (WATCH, client-side caching), while the turn still holds its key shards: so whoever looked at a
// key in its shard hears of every later change of it, and of none before.
//
// The changed keys are read from the turn's effects, by the key specs of the command table, as replay would: no command has to say anything. While
// nobody watches a key, effects that no journal wants are not even written.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Core.Keys;
using ActorKv.Core.Turns;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.KeyShards;

/// <summary>Somebody who hears of changes, on the thread of the turn that made them.</summary>
internal interface IChangeObserver
{
    /// <param name="shard">The key's shard, which the turn holds.</param>
    /// <param name="database">Its database.</param>
    /// <param name="key">A key that was changed, made or removed; valid during the call.</param>
    /// <param name="by">Whose turn it was; null for expiry by the sweep, and for eviction.</param>
    void OnChanged(KeyShard shard, int database, ReadOnlySpan<byte> key, Session? by);

    /// <summary>A database has lost all its keys of this shard.</summary>
    void OnFlushed(KeyShard shard, int database, Session? by);

    /// <summary>Two databases have changed places in this shard.</summary>
    void OnSwapped(KeyShard shard, int first, int second, Session? by);
}

internal sealed class ChangeFeed(Store store)
{
    [ThreadStatic]
    private static (Request Effect, List<int> Positions)? t_reading;

    private readonly Lock _lock = new();
    private IChangeObserver[] _observers = [];
    private int _interests;

    /// <summary>True while anybody is interested.</summary>
    public bool IsOn => Volatile.Read(ref _interests) > 0;

    /// <summary>Adds an observer. It hears of changes while there is an interest.</summary>
    public void Add(IChangeObserver observer)
    {
        lock (_lock) _observers = [.. _observers, observer];
    }

    /// <summary>Says that one more watches a key. While holding the key's shard, so that no turn there is half logged.</summary>
    public void BeginInterest()
    {
        if (Interlocked.Increment(ref _interests) == 1) store.UpdateLogging();
    }

    /// <summary>Takes one <see cref="BeginInterest"/> back.</summary>
    public void EndInterest()
    {
        if (Interlocked.Decrement(ref _interests) == 0) store.UpdateLogging();
    }

    /// <summary>Tells what a turn has changed. It holds its shards still.</summary>
    public void Tell(KeyTurn turn)
    {
        (Request effect, List<int> positions) = t_reading ??= (new Request(), []);
        Session? by = turn.Owner as Session;
        EffectReader reader = turn.Effects.Read();
        while (reader.TryRead(effect))
        {
            KeyShard shard = store.Shards[reader.Shard];
            Command command = store.Commands.Find(effect[0])!;
            if (command.IsContainer) command = command.FindSubcommand(effect[1])!;
            if (command.Spec.Keys.Length == 0)
            {
                TellOfShard(command.Spec, effect, shard, reader.Database, by);
                continue;
            }
            positions.Clear();
            KeyRouting.TryFindKeys(command.Spec, effect, positions);
            foreach (int position in positions)
                foreach (IChangeObserver observer in _observers) observer.OnChanged(shard, reader.Database, effect[position], by);
        }
    }

    private void TellOfShard(CommandSpec effect, Request request, KeyShard shard, int database, Session? by)
    {
        foreach (IChangeObserver observer in _observers)
        {
            if (effect.Name == "FLUSHDB") observer.OnFlushed(shard, database, by);
            else if (effect.Name == "SWAPDB") observer.OnSwapped(shard, DatabaseAt(request, 1), DatabaseAt(request, 2), by);
        }
    }

    private static int DatabaseAt(Request request, int argument) => Numbers.TryParseInt64(request[argument], out long database) ? (int)database : -1;
}
