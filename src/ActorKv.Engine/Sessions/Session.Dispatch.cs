// The way of a request through its session, in the order in which Redis looks at it:
//
//   found? ─► arity ─► authenticated? ─► allowed? ─► memory ─► journal ─► subscribers and monitors ─► loading ─► paused? ─► in MULTI: queued
//      └─ any no: refused, and a transaction that is open is broken                                                     └─ else: run, count, time
//
// What only few sessions are in is behind one test of Modes.

using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Access;
using ActorKv.Engine.Statistics;
using ActorKv.Engine.Transactions;
using ActorKv.Protocol;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session
{
    private bool Dispatch(Request request)
    {
        Command? command = Store.Commands.Find(request[0]);
        if (command is { IsContainer: true } container && request.Count > 1)
        {
            command = container.FindSubcommand(request[1]);
            if (command is null) return Refuse(SessionErrors.UnknownSubcommand(request[1], container.Spec.Name));
        }
        if (command is null || command.Spec.Has(CommandFlags.EffectOnly)) return RefuseUnknown(request);
        // A container without subcommand is no command, unless it has a body of its own: COMMAND.
        if ((command.IsContainer && command is not SessionCommand) || !command.Spec.AcceptsArgumentCount(request.Count)) return Refuse(Errors.WrongArity(command.Spec.FullName), command);
        LastCommand = command;
        CommandFlags flags = Modes == SessionModes.None ? command.Spec.Flags : FlagsInModes(command.Spec);
        if (MustAuthenticate && !command.Spec.Has(CommandFlags.NoAuth)) return Refuse(SessionErrors.NoAuth, command);
        if (!User.IsUnrestricted && !this.Allows(command, request, IsInTransaction ? AclLogContext.Multi : AclLogContext.TopLevel, out AccessResult denied))
            return Refuse(AccessErrors.Refused(denied, command), command);
        if (Store.Evictor.IsLimited && (flags & CommandFlags.DenyOom) != 0 && !Store.Evictor.MakeRoom()) return Refuse(SessionErrors.OutOfMemory, command);
        if ((flags & CommandFlags.Write) != 0 && (Store.WritesRefused ?? Store.Saves.WritesRefused) is { } reason) return Refuse(reason, command);
        if (Modes != SessionModes.None && RefusalInModes(command, flags) is { } refusal) return Refuse(refusal, command);
        if (Store.IsLoading && (flags & CommandFlags.Loading) == 0) return Refuse(SessionErrors.Loading, command);
        if (Store.Pause.Applies(command.Spec, flags, Now) && Store.Pause.Postpone(this, request)) return false;
        if (Modes != SessionModes.None && Divert(command, request)) return !IsSuspended;
        return Store.Monitor.IsOn ? RunMonitored(command, request) : RunCounted(command, request);
    }

    private bool RunMonitored(Command command, Request request)
    {
        Store.Monitor.ShowBefore(this, command.Spec, request, byScript: false);
        bool done = RunCounted(command, request);
        Store.Monitor.ShowAfter(this, command.Spec, request, byScript: false);
        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool RunCounted(Command command, Request request)
    {
        bool sampled = Counters.Call(command.Number);
        if (sampled | command.IsTimed) return RunTimed(command, request, sampled);
        bool done = Run(command, request);
        if (Counters.HasTicked(Environment.TickCount64)) OnTick(command, request, done);
        return done;
    }

    // EXEC is refused for what any of its commands would be refused for, and queueing takes memory too.
    private CommandFlags FlagsInModes(CommandSpec spec)
    {
        CommandFlags flags = spec.Flags;
        if (!IsInTransaction) return flags;
        if (spec.Has(CommandFlags.NotQueued)) return spec.Name == "EXEC" ? flags | Transaction!.Flags : flags;
        return flags | CommandFlags.DenyOom;
    }

    private string? RefusalInModes(Command command, CommandFlags flags)
    {
        if (IsListeningOnly && !command.AllowedToSubscribers) return SessionErrors.OnlySubscriptions(command.Spec);
        if ((Modes & SessionModes.Monitor) != 0 && (flags & (CommandFlags.ReadOnly | CommandFlags.Write | CommandFlags.MayReplicate)) != 0) return SessionErrors.MonitorsNoKeys;
        return null;
    }

    // True when the command does not run now.
    private bool Divert(Command command, Request request)
    {
        if ((Modes & SessionModes.Caching) != 0) Tracking!.BeginCommand(command.Spec.Container is { Name: "CLIENT" }, IsInTransaction);
        if ((Modes & SessionModes.Routed) != 0 && Routing!.Takes(command, request)) return true;
        if (!IsInTransaction || command.Spec.Has(CommandFlags.NotQueued)) return false;
        if (command.Spec.Has(CommandFlags.NoMulti)) return Refuse(SessionErrors.NotInTransaction, command);
        Transaction!.Add(command, request);
        Reply.SimpleString("QUEUED"u8);
        if (Transaction.Bytes > Store.Options.ClientQueryBufferLimit) BeginClose();
        return true;
    }

    // How long calls take: see CallTiming. A call that goes on elsewhere is timed there.
    private bool RunTimed(Command command, Request request, bool sampled)
    {
        long began = Stopwatch.GetTimestamp();
        bool done = Run(command, request);
        if (done) Store.Timing.Observe(this, command, request, Stopwatch.GetTimestamp() - began, sampled && !command.IsTimed ? Counters.Weight(command.Number) : 1);
        else (_underway, _began) = (request, began);
        Counters.BeginCalls();
        return done;
    }

    private void OnTick(Command command, Request request, bool done)
    {
        long atMost = Counters.Notice(Environment.TickCount64, Stopwatch.GetTimestamp());
        if (done && atMost >= Store.Timing.SlowTicks) Store.Timing.Observe(this, command, request, atMost, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Run(Command command, Request request)
    {
        if (command is KeyCommand keyCommand) return _turn.Run(keyCommand, request);
        if (command is TurnCommand turnCommand) return RunTurn(turnCommand, request);
        ArgReader args = new(request, command.FirstArgument);
        Unsafe.As<SessionCommand>(command).Body(ref args, this);
        return !IsSuspended;
    }

    // A browser that was tricked into posting to this port would have its body executed line by line: such a connection ends here, as in Redis.
    private bool RefuseUnknown(Request request)
    {
        if (Ascii.EqualsIgnoreCase(request[0], "POST"u8) || Ascii.EqualsIgnoreCase(request[0], "Host:"u8))
        {
            Store.Log.LogWarning("{Client} speaks HTTP: closing the connection", Transport.RemoteAddress);
            BeginClose();
            return true;
        }
        return Refuse(SessionErrors.UnknownCommand(request));
    }

    /// <summary>Answers an error instead of running the command, and breaks the transaction that is open. True.</summary>
    public bool Refuse(string error, Command? command = null)
    {
        if (command?.Spec is { Name: "EXEC", Container: null })
        {
            CloseTransaction();
            error = SessionErrors.TransactionRefused(error);
        }
        else if (IsInTransaction) Transaction!.Break();
        Error(error);
        if (command is not null) Counters[command.Number].Rejected++;
        _rejected = true;
        return true;
    }

    private void CountErrors(long count)
    {
        count -= _turn.TakeErrorsOfParts();
        if (count == 0) return;
        Counters.Errors(Output.LastErrorCode, count);
        if (!_rejected) Counters[LastCommand!.Number].Failed++;
        _rejected = false;
    }

    // The reply stands between start and the end of the output: withhold it if the client wants none, or until its turn is durable.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish(long start)
    {
        if (ReplyMode != ReplyMode.On) Silence(start);
        if (_turn.MustWaitFor == 0) return;
        if (Output.Position > start) Gate.Add(start, Output.Position, _turn.MustWaitFor);
        _turn.MustWaitFor = 0;
    }

    private void Silence(long start)
    {
        if (ReplyMode == ReplyMode.SkipNext)
        {
            ReplyMode = ReplyMode.Skip;
            return;
        }
        if (!_keepsReply) Output.Truncate(start);
        _keepsReply = false;
        if (ReplyMode == ReplyMode.Skip) ReplyMode = ReplyMode.On;
    }
}
