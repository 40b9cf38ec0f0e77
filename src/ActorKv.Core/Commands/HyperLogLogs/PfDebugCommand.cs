// PFDEBUG subcommand key
//
// Looks inside a HyperLogLog: GETREG lists the registers, DECODE the runs of a sparse one, ENCODING says which it is, TODENSE makes it dense.
// GETREG makes it dense too, as in Redis. TODENSE is also the effect that a string leaves in the log when it outgrows the sparse form.

using System.Text;
using ActorKv.Core.Commands.HyperLogLogs.Shared;
using ActorKv.Core.DataTypes.HyperLogLogs;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.HyperLogLogs;

internal sealed class PfDebugCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PFDEBUG")
    {
        Group = CommandGroup.HyperLogLog, Since = "2.8.9", Complexity = "O(1), the number of registers being fixed",
        Summary = "Looks inside a HyperLogLog.",
        Syntax = "subcommand key",
        Arity = 3, Flags = CommandFlags.Write | CommandFlags.DenyOom | CommandFlags.Admin,
        Keys = [KeySpec.At(2, KeyAccess.ReadWrite | KeyAccess.Access)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> what = args.Next();
        KeyEntry key = turn[args.Next()];
        if (!key.TryGetString(out _)) return;
        if (!key.Exists)
        {
            turn.Reply.Error("ERR The specified key does not exist"u8);
            return;
        }
        if (!HllKey.TryGet(in key, turn, out ReadOnlySpan<byte> hll)) return;
        if (Ascii.EqualsIgnoreCase(what, "GETREG"u8)) GetRegisters(ref key, turn);
        else if (Ascii.EqualsIgnoreCase(what, "DECODE"u8)) Decode(hll, turn);
        else if (Ascii.EqualsIgnoreCase(what, "ENCODING"u8)) turn.Reply.SimpleString(HllString.IsSparse(hll) ? "sparse"u8 : "dense"u8);
        else if (Ascii.EqualsIgnoreCase(what, "TODENSE"u8))
        {
            if (TryMakeDense(ref key, turn, out bool changed)) turn.Reply.Integer(changed);
        }
        else turn.Reply.Error($"ERR Unknown PFDEBUG subcommand '{Encoding.Latin1.GetString(what)}'");
    }

    /// <summary>Logs that a sparse string has become dense.</summary>
    public static void LogToDense(scoped in KeyEntry key, KeyTurn turn)
    {
        turn.CountChanges(1);
        if (!turn.Logging || turn.Replaying) return;
        turn.Effects.Begin(key.Shard.Index, key.Database, 3);
        turn.Effects.Add("PFDEBUG"u8);
        turn.Effects.Add("TODENSE"u8);
        turn.Effects.Add(key.Name);
    }

    private static bool TryMakeDense(scoped ref KeyEntry key, KeyTurn turn, out bool changed)
    {
        key.TryGetString(out ReadOnlySpan<byte> hll);
        changed = HllString.IsSparse(hll);
        if (!changed) return true;
        if (!HllKey.IsIntact(hll, turn)) return false;
        LogToDense(in key, turn);
        HllString.MakeDense(key.ToBuffer());
        return true;
    }

    private static void GetRegisters(scoped ref KeyEntry key, KeyTurn turn)
    {
        if (!TryMakeDense(ref key, turn, out _)) return;
        key.TryGetString(out ReadOnlySpan<byte> hll);
        turn.Reply.Array(HllString.Registers);
        for (int register = 0; register < HllString.Registers; register++) turn.Reply.Integer(DenseHll.Get(hll[HllString.HeaderSize..], register));
    }

    // "Z:8436 v:1,1 z:12": runs of zeros in two bytes and in one, and ranks with how many registers have them.
    private static void Decode(ReadOnlySpan<byte> hll, KeyTurn turn)
    {
        if (!HllString.IsSparse(hll))
        {
            turn.Reply.Error("ERR HLL encoding is not sparse"u8);
            return;
        }
        if (!HllKey.IsIntact(hll, turn)) return;
        StringBuilder text = new();
        for (ReadOnlySpan<byte> runs = hll[HllString.HeaderSize..]; !runs.IsEmpty;)
        {
            SparseRun run = SparseRun.Read(runs);
            if (text.Length > 0) text.Append(' ');
            if (run.Rank > 0) text.Append("v:").Append(run.Rank).Append(',').Append(run.Registers);
            else text.Append(run.Size == 1 ? "z:" : "Z:").Append(run.Registers);
            runs = runs[run.Size..];
        }
        turn.Reply.Bulk(text.ToString());
    }
}
