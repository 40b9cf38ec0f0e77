// LCS key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]
//
// The longest common subsequence of two strings (Shared/CommonSubsequence.cs): its bytes, with LEN their number, with IDX where its runs
// lie in both strings, the last run first. MINMATCHLEN leaves short runs out of the list, not out of the length.
//
// Time and memory grow with the product of the lengths. Redis refuses when its table, 4 bytes a cell, would exceed proto-max-bulk-len; we
// need a 32nd of that and refuse at the same size, which bounds the time of the turn too.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class LcsCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("LCS")
    {
        Group = CommandGroup.String, Since = "7.0.0", Complexity = "O(N*M) for strings of N and M bytes",
        Summary = "Finds the longest common subsequence of two strings.",
        Syntax = "key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
        Arity = -3, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.Between(1, 1, 1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry first = turn[args.Next()], second = turn[args.Next()];
        if (!TryGetString(in first, out ReadOnlySpan<byte> a) || !TryGetString(in second, out ReadOnlySpan<byte> b))
        {
            turn.Reply.Error("ERR The specified keys must contain string values"u8);
            return;
        }
        if (!Options.TryParse(ref args, turn, out Options options) || !HaveMemory(a.Length, b.Length, turn)) return;
        if (options.Length) turn.Reply.Integer(CommonSubsequence.Measure(a, b));
        else if (options.Indexes) ReplyRuns(new CommonSubsequence(a, b), in options, turn);
        else turn.Reply.Bulk(new CommonSubsequence(a, b).ToArray());
    }

    private static bool TryGetString(scoped in KeyEntry key, out ReadOnlySpan<byte> value)
    {
        value = default;
        return !key.Exists || Keyspace.TryGetString(ref key.Entry, out value);
    }

    private static bool HaveMemory(int a, int b, KeyTurn turn)
    {
        UInt128 cells = (UInt128)(a + 1L) * (UInt128)(b + 1L);
        if (cells * sizeof(int) > (UInt128)turn.Settings.MaxStringLength)
            turn.Reply.Error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"u8);
        else if (cells / 64 >= (UInt128)Array.MaxLength)
            turn.Reply.Error("ERR Insufficient memory, failed allocating transient memory for LCS"u8);
        else return true;
        return false;
    }

    private static void ReplyRuns(CommonSubsequence common, in Options options, KeyTurn turn)
    {
        List<CommonSubsequence.Run> runs = common.FindRuns();
        long least = options.LeastRun;
        runs.RemoveAll(run => run.Length < least);
        turn.Reply.Map(2);
        turn.Reply.Bulk("matches"u8);
        turn.Reply.Array(runs.Count);
        foreach (CommonSubsequence.Run run in runs)
        {
            turn.Reply.Array(options.WithRunLength ? 3 : 2);
            ReplyRange(run.StartInA, run.Length, turn);
            ReplyRange(run.StartInB, run.Length, turn);
            if (options.WithRunLength) turn.Reply.Integer(run.Length);
        }
        turn.Reply.Bulk("len"u8);
        turn.Reply.Integer(common.Length);
    }

    private static void ReplyRange(int start, int length, KeyTurn turn)
    {
        turn.Reply.Array(2);
        turn.Reply.Integer(start);
        turn.Reply.Integer(start + length - 1L);
    }

    private struct Options
    {
        public bool Length, Indexes, WithRunLength;
        public long LeastRun;

        /// <summary>Reads all options. False, with the error replied, when they make no sense.</summary>
        public static bool TryParse(ref ArgReader args, KeyTurn turn, out Options options)
        {
            options = default;
            while (!args.AtEnd)
            {
                if (args.NextIs("LEN"u8)) options.Length = true;
                else if (args.NextIs("IDX"u8)) options.Indexes = true;
                else if (args.NextIs("WITHMATCHLEN"u8)) options.WithRunLength = true;
                else if (args.Remaining < 2 || !args.NextIs("MINMATCHLEN"u8)) return Fail(Errors.Syntax, turn);
                else if (!args.TryNextInt64(out options.LeastRun)) return Fail(Errors.NotAnInteger, turn);
            }
            return !(options.Length && options.Indexes)
                || Fail("ERR If you want both the length and indexes, please just use IDX."u8, turn);
        }

        private static bool Fail(ReadOnlySpan<byte> error, KeyTurn turn)
        {
            turn.Reply.Error(error);
            return false;
        }
    }
}
