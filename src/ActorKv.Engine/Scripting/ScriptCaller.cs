// A session's script while it runs: what it may call, and the turn that it is.
//
//   Start ─► Go ─┬─ done          replied
//                ├─ paused        on the event loop it may last some milliseconds: it goes on in a thread of its own, holding its key shards,
//                │                so that only who wants these waits, and from busy-reply-threshold on hears -BUSY
//                └─ stopped       killed; or it has reached for a key that it did not declare, in a key shard that it does not hold: then it
//                                 begins anew, holding all, if it has done nothing yet; and the next time it holds all from the start
//
// What it has changed is one commit, with the turn.

using System.Diagnostics;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Routing;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Scripting;

internal sealed class ScriptCaller(Session session) : IScriptHost
{
    // So long may a script keep an event loop from its other connections.
    private static readonly TimeSpan s_onLoop = TimeSpan.FromMilliseconds(5);

    // To enter a key shard that somebody holds at the moment, while holding others: so long, and not for ever.
    private const int ReachAttempts = 2000;

    private readonly Store _store = session.Store;
    private readonly Func<Session, TurnOutcome> _goOn = static session => session.Scripts!.GoOn();
    private IScriptRun? _run;
    private IRunnable _script = null!;
    private Request _request = null!;
    private RespWriter _reply = null!;
    private long _replyStart;
    private long _began;
    private int _database;
    private bool _readOnly;
    private bool _allowsOom;
    private bool _compatible;
    private volatile bool _hasWritten;
    private volatile int[] _held = [];

    /// <summary>What runs.</summary>
    public IRunnable Script => _script;

    public bool IsFunction => _script is LibraryFunction;

    /// <summary>The request that runs it, once it has taken long.</summary>
    public byte[][] Command { get; private set; } = [];

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    public bool HasWritten => _hasWritten;

    /// <summary>Runs a script in the session's turn, which is under way.</summary>
    /// <param name="script">A script or a function.</param>
    /// <param name="request">With the number of keys at 2, and the keys and arguments behind.</param>
    /// <param name="keys">How many keys.</param>
    /// <param name="readOnly">True for the commands that end in _RO.</param>
    public TurnOutcome Start(IRunnable script, Request request, int keys, bool readOnly)
    {
        if (Refusal(script, readOnly) is { } refusal)
        {
            session.Reply.Error(refusal);
            return TurnOutcome.Done;
        }
        _script = script;
        _request = request;
        _reply = session.Reply;
        _replyStart = _reply.Position;
        _database = session.Database;
        _readOnly = readOnly || (script.Flags & ScriptFlags.NoWrites) != 0;
        _compatible = (script.Flags & ScriptFlags.Compatible) != 0;
        _allowsOom = (script.Flags & ScriptFlags.AllowOom) != 0;
        _hasWritten = false;
        _began = Stopwatch.GetTimestamp();
        _run = _store.Scripts.Engine!.Rent();
        try
        {
            _run.Begin(script, request, 3, keys, this, _reply);
            if (session.Parts.IsElsewhere) return GoOn();
            return Conclude(_run.Go(s_onLoop));
        }
        catch
        {
            End();
            throw;
        }
    }

    /// <summary>The error for who wants a key shard, when this script holds it for longer than busy-reply-threshold; otherwise null. From any thread.</summary>
    public string? BusyError(int shard)
    {
        if (_store.Options.BusyReplyThreshold is not (> 0 and var threshold) || Elapsed.TotalMilliseconds < threshold || Array.IndexOf(_held, shard) < 0) return null;
        return IsFunction ? ScriptErrors.BusyFunction : ScriptErrors.BusyScript;
    }

    /// <summary>Asks the script to stop, unless it has written. From any thread.</summary>
    public bool TryKill()
    {
        if (_hasWritten) return false;
        _run?.RequestKill();
        return true;
    }

    public bool Call(Request request, RespWriter reply)
    {
        if (Find(request, out string? error) is not { } command)
        {
            reply.Error(error!);
            return true;
        }
        if (Prohibition(command, request) is { } prohibition)
        {
            reply.Error(Encoding.Latin1.GetBytes(prohibition));
            return true;
        }
        SessionTurn parts = session.Parts;
        if (!parts.Reaches(command, request) && !TryReach(command, request, reply, out bool mustBeginAnew)) return !mustBeginAnew;
        if (command.Spec.Has(CommandFlags.Write)) _hasWritten = true;
        parts.StartClock();
        parts.Call(command, request, reply);
        return true;
    }

    public bool? MayRun(Request request)
    {
        if (Find(request, out _) is not { } command) return null;
        return session.User.IsUnrestricted || session.User.Check(command, request).IsAllowed;
    }

    public void Log(int level, ReadOnlySpan<byte> text) => ScriptLog.Write(_store.Log, level, text);

    private TurnOutcome GoOn()
    {
        Command = [.. Enumerable.Range(0, _request.Count).Select(i => _request[i].ToArray())];
        _held = session.Parts.HeldShards();
        _store.Scripts.Began(this);
        try
        {
            // Elsewhere the reply goes into a scratch writer, and the script began with another one.
            if (_reply != session.Reply)
            {
                _reply = session.Reply;
                _replyStart = _reply.Position;
                _run!.ReplyInto(_reply);
            }
            ScriptStep step = _run!.Go(UntilBusy());
            if (step == ScriptStep.Paused)
            {
                // What waited for these key shards is told; what comes later is told when it comes.
                session.Parts.RefuseWaiting(IsFunction ? ScriptErrors.BusyFunction : ScriptErrors.BusyScript);
                step = _run.Go(TimeSpan.MaxValue);
            }
            return Conclude(step);
        }
        catch
        {
            End();
            throw;
        }
        finally
        {
            _store.Scripts.Ended(this);
        }
    }

    // How long until others are answered -BUSY: never without a threshold.
    private TimeSpan UntilBusy()
    {
        if (_store.Options.BusyReplyThreshold is not (> 0 and < int.MaxValue and var threshold)) return TimeSpan.MaxValue;
        TimeSpan left = TimeSpan.FromMilliseconds(threshold) - Elapsed;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private TurnOutcome Conclude(ScriptStep step)
    {
        if (step == ScriptStep.Paused)
        {
            session.Parts.GoOnElsewhere(_goOn);
            return TurnOutcome.GoesOnElsewhere;
        }
        ScriptStop stop = _run!.Stop;
        string place = _run.Place;
        End();
        if (step == ScriptStep.Done) return TurnOutcome.Done;
        _reply.Truncate(_replyStart);
        if (stop == ScriptStop.MustReachFurther)
        {
            _script.ReachesUndeclaredKeys = true;
            return TurnOutcome.NeedsAllShards;
        }
        string why = stop == ScriptStop.Killed ? "Script killed by user with SCRIPT KILL..." : "Script stopped, it ran beyond its budget of instructions.";
        _reply.Error($"ERR {why} script: {_script.Name}{place}");
        return TurnOutcome.Done;
    }

    private void End()
    {
        session.Database = _database;
        IScriptRun? run = _run;
        _run = null;
        if (run is not null) _store.Scripts.Engine!.Return(run);
    }

    private string? Refusal(IRunnable script, bool readOnly)
    {
        if ((script.Flags & (ScriptFlags.Compatible | ScriptFlags.NoWrites)) != 0) return null;
        if (readOnly) return ScriptErrors.WritesInReadOnly;
        if (_store.WritesRefused is { } refused) return refused;
        bool tight = (script.Flags & ScriptFlags.AllowOom) == 0 && _store.Evictor.IsLimited && !_store.Evictor.MakeRoom();
        return tight ? SessionErrors.OutOfMemory : null;
    }

    private Command? Find(Request request, out string? error)
    {
        error = null;
        Command? command = _store.Commands.Find(request[0]);
        if (command is { IsContainer: true } && request.Count > 1) command = command.FindSubcommand(request[1]);
        if (command is null || command.Spec.Has(CommandFlags.EffectOnly)) error = ScriptErrors.UnknownCommand;
        else if ((command.IsContainer && command is not SessionCommand) || !command.Spec.AcceptsArgumentCount(request.Count)) error = ScriptErrors.WrongArity;
        return error is null ? command : null;
    }

    private string? Prohibition(Command command, Request request)
    {
        CommandFlags flags = command.Spec.Flags;
        if ((flags & CommandFlags.NoScript) != 0) return ScriptErrors.NotAllowed;
        if (!session.User.IsUnrestricted && !session.Allows(command, request, AclLogContext.Lua, out AccessResult denied)) return AccessErrors.RefusedInScript(denied);
        if ((flags & CommandFlags.Write) != 0)
        {
            if (_readOnly) return ScriptErrors.NoWrites;
            if (_store.WritesRefused is { } refused) return refused;
        }
        if (!_allowsOom && _compatible && !_hasWritten && (flags & CommandFlags.DenyOom) != 0 && _store.Evictor.IsLimited && !_store.Evictor.MakeRoom()) return SessionErrors.OutOfMemory;
        if ((flags & CommandFlags.Blocking) != 0 && Blocks(request)) return $"ERR {Encoding.Latin1.GetString(request[0])} command is not allowed with BLOCK option from scripts";
        return null;
    }

    // XREAD and XREADGROUP, which may be called without BLOCK.
    private static bool Blocks(Request request)
    {
        for (int i = 1; i < request.Count; i++)
        {
            if (Ascii.EqualsIgnoreCase(request[i], "STREAMS"u8)) return false;
            if (Ascii.EqualsIgnoreCase(request[i], "BLOCK"u8)) return true;
        }
        return false;
    }

    // True when the key shards are held now. Otherwise the script must begin anew, or gets an error.
    private bool TryReach(Command command, Request request, RespWriter reply, out bool mustBeginAnew)
    {
        mustBeginAnew = false;
        if (session.OnlyShard is not null || _store.Keeper is not null)
        {
            reply.Error(RoutingErrors.ScriptLeavesSlot);
            return false;
        }
        mustBeginAnew = session.Parts.MayBeginAnew;
        _script.ReachesUndeclaredKeys = true;
        if (mustBeginAnew) return false;
        for (int attempt = 0; attempt < ReachAttempts; attempt++)
        {
            if (session.Parts.TryReach(command, request))
            {
                _held = session.Parts.HeldShards();
                return true;
            }
            Thread.SpinWait(20);
        }
        reply.Error(ScriptErrors.CannotReach);
        return false;
    }
}
