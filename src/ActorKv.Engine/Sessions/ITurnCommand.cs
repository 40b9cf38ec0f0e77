// A command that runs inside key shards and is about its session too: WATCH, EXEC, EVAL. One file, one class that implements this.
//
// It runs other commands as parts of its turn (SessionTurn.Call), and its effects and theirs are one commit.

using ActorKv.Core.Commands;
using ActorKv.Engine.KeyShards;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

/// <summary>How a turn command ended.</summary>
internal enum TurnOutcome
{
    /// <summary>Replied.</summary>
    Done,

    /// <summary>It needs key shards that it does not hold, and has changed nothing: to be run again from the start, holding all of them.</summary>
    NeedsAllShards,

    /// <summary>It goes on in a thread of its own (<see cref="SessionTurn.GoOnElsewhere"/>), in its key shards.</summary>
    GoesOnElsewhere,
}

internal interface ITurnCommand
{
    static abstract CommandSpec Spec { get; }

    /// <summary>Adds the key shards that the turn needs. On the session's thread, before the turn.</summary>
    static abstract void FindShards(Session session, Request request, ShardSet shards);

    /// <summary>Runs the command in a turn that holds them; replies into <see cref="Session.Reply"/>. The session is suspended when this is not its
    /// own thread.</summary>
    static abstract TurnOutcome Execute(ref ArgReader args, Session session);
}

/// <summary>A turn command that changes what all nodes of a cluster share.</summary>
internal interface ISharedChange : ITurnCommand
{
    /// <summary>Runs the command in a cluster, on the session's thread: see <see cref="Session.Await"/>.</summary>
    static abstract void Share(ref ArgReader args, Session session);
}

/// <summary>A turn command that needs something of what all nodes of a cluster share.</summary>
internal interface ISharedUse : ITurnCommand
{
    /// <summary>False when this node does not know of it, yet or any more.</summary>
    static abstract bool Knows(Session session, Request request);
}

internal delegate TurnOutcome TurnCommandBody(ref ArgReader args, Session session);

internal sealed class TurnCommand(CommandSpec spec, Action<Session, Request, ShardSet> findShards, TurnCommandBody body) : Command(spec)
{
    public Action<Session, Request, ShardSet> FindShards { get; } = findShards;

    public TurnCommandBody Body { get; } = body;

    /// <summary>What it does in a cluster instead of a turn, or null.</summary>
    public SessionCommandBody? Share { get; init; }

    /// <summary>Whether what it needs is known here; null when it needs nothing.</summary>
    public Func<Session, Request, bool>? Knows { get; init; }
}

internal static class TurnCommandTable
{
    /// <summary>Adds a command that runs inside key shards and knows its session.</summary>
    public static CommandTable AddTurn<T>(this CommandTable table) where T : ITurnCommand => table.Add(new TurnCommand(T.Spec, T.FindShards, T.Execute));

    /// <summary>Adds one that uses what all nodes share.</summary>
    public static CommandTable AddSharedUse<T>(this CommandTable table) where T : ISharedUse => table.Add(new TurnCommand(T.Spec, T.FindShards, T.Execute) { Knows = T.Knows });

    /// <summary>Adds a subcommand that changes what all nodes share to a container that was added before.</summary>
    public static CommandTable AddSharedChangeTo<T>(this CommandTable table, string container) where T : ISharedChange
    {
        table.Find(container)!.AddSubcommand(new TurnCommand(T.Spec, T.FindShards, T.Execute) { Share = T.Share });
        return table;
    }

    /// <summary>Adds a subcommand that runs inside key shards to a container that was added before.</summary>
    public static CommandTable AddTurnTo<T>(this CommandTable table, string container) where T : ITurnCommand
    {
        table.Find(container)!.AddSubcommand(new TurnCommand(T.Spec, T.FindShards, T.Execute));
        return table;
    }
}
