// DELEX key [IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest | IFDNE ifdne-digest]
//
// Deletes a key if its value is, or is not, a given one (Shared/ValueCondition.cs): a lock is released by who holds it. Without a condition it
// is DEL of one key, of any type; with one the key must be a string.
//
// The order of errors is Redis': a missing key is 0 before the condition is looked at, and one of another type is refused before that too.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Keyspaces;
using ActorKv.Core.Turns;
using ActorKv.Protocol;

namespace ActorKv.Core.Commands.Strings;

internal sealed class DelExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("DELEX")
    {
        Group = CommandGroup.String, Since = "8.4.0", Complexity = "O(1), O(N) for a digest of N bytes",
        Summary = "Deletes a key if its value, or the digest of it, is a given one.",
        Syntax = "key [IFEQ ifeq-value | IFNE ifne-value | IFDEQ ifdeq-digest | IFDNE ifdne-digest]",
        Arity = -2, Flags = CommandFlags.Write | CommandFlags.Fast,
        Keys = [KeySpec.At(1, KeyAccess.Take | KeyAccess.VariableFlags) with { AccessByRequest = AccessOf }],
    };

    private static KeyAccess AccessOf(Request request) => request.Count > 2 ? KeyAccess.ReadAndDelete : KeyAccess.Drop;

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        if (args.Remaining is not (1 or 3))
        {
            turn.Reply.Error(Errors.WrongArity(Spec.FullName));
            return;
        }
        KeyEntry key = turn[args.Next()];
        bool delete = key.Exists;
        if (key.Exists && !args.AtEnd)
        {
            if (!Keyspace.TryGetString(ref key.Entry, out ReadOnlySpan<byte> value))
            {
                turn.Reply.Error("ERR Key should be of string type if conditions are specified"u8);
                return;
            }
            if (!ValueCondition.TryRead(ref args, out ValueCondition condition))
            {
                turn.Reply.Error("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE"u8);
                return;
            }
            if (!condition.TryEvaluate(in args, value, turn, out delete)) return;
        }
        if (delete) StringStore.Delete(ref key, turn);
        turn.Reply.Integer(delete);
    }
}
