// What EVAL, EVALSHA, FCALL and their _RO forms share: the number of keys at 2, the keys, the arguments.

using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.KeyShards;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Commands.Scripting.Shared;

internal static class ScriptCalls
{
    public const int NumberOfKeys = 2;

    public const CommandFlags Flags = CommandFlags.NoScript | CommandFlags.Stale | CommandFlags.SkipMonitor | CommandFlags.NoMandatoryKeys | CommandFlags.MovableKeys;

    /// <summary>Nobody knows what a script does with its keys: all there is.</summary>
    public const KeyAccess Access = KeyAccess.ReadAndChange;

    /// <summary>The key shards of the declared keys, or all when the script is known to reach further.</summary>
    public static void FindShards(IRunnable? script, CommandSpec spec, Request request, ShardSet shards)
    {
        if (script is { ReachesUndeclaredKeys: true }) shards.AddAll();
        else shards.AddKeysOf(spec, request);
    }

    /// <summary>Reads the number of keys. False, with the error replied, when it is none that fits.</summary>
    public static bool TryReadKeys(Request request, RespWriter reply, ReadOnlySpan<byte> notANumber, out int keys)
    {
        keys = 0;
        if (!Numbers.TryParseInt64(request[NumberOfKeys], out long given)) reply.Error(notANumber);
        else if (given > request.Count - NumberOfKeys - 1) reply.Error(ScriptErrors.TooManyKeys);
        else if (given < 0) reply.Error(ScriptErrors.NegativeKeys);
        else
        {
            keys = (int)given;
            return true;
        }
        return false;
    }

    /// <summary>EVAL and EVAL_RO.</summary>
    public static TurnOutcome Evaluate(Session session, Request request, bool readOnly)
    {
        if (!TryReadKeys(request, session.Reply, Errors.NotAnInteger, out int keys)) return TurnOutcome.Done;
        if (session.Store.Scripts.Add(request[1], out Script script) is { } error)
        {
            session.Error(error);
            return TurnOutcome.Done;
        }
        return Run(session, script, request, keys, readOnly);
    }

    /// <summary>EVALSHA and EVALSHA_RO.</summary>
    public static TurnOutcome EvaluateSha(Session session, Request request, bool readOnly)
    {
        const int shaLength = 40;
        if (request[1].Length != shaLength)
        {
            session.Reply.Error(ScriptErrors.NoScript);
            return TurnOutcome.Done;
        }
        if (!TryReadKeys(request, session.Reply, Errors.NotAnInteger, out int keys)) return TurnOutcome.Done;
        if (session.Store.Scripts.FindSha(request[1]) is { } script) return Run(session, script, request, keys, readOnly);
        session.Reply.Error(ScriptErrors.NoScript);
        return TurnOutcome.Done;
    }

    /// <summary>FCALL and FCALL_RO.</summary>
    public static TurnOutcome CallFunction(Session session, Request request, bool readOnly)
    {
        if (session.Store.Functions.Find(request[1]) is not { } function) session.Reply.Error(ScriptErrors.NoFunction);
        else if (TryReadKeys(request, session.Reply, "ERR Bad number of keys provided"u8, out int keys)) return Run(session, function, request, keys, readOnly);
        return TurnOutcome.Done;
    }

    public static TurnOutcome Run(Session session, IRunnable script, Request request, int keys, bool readOnly) =>
        (session.Scripts ??= new ScriptCaller(session)).Start(script, request, keys, readOnly);
}
