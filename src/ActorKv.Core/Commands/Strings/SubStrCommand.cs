// SUBSTR key start end
//
// What GETRANGE was called before Redis 2.0.

using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class SubStrCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SUBSTR")
    {
        Group = CommandGroup.String, Since = "1.0.0", Complexity = "O(N) for N bytes returned",
        Deprecated = new Deprecation("2.0.0", "`GETRANGE`"),
        Summary = "Reads a part of a string, by the name of Redis 1.",
        Syntax = "key start end",
        Arity = 4, Flags = CommandFlags.ReadOnly,
        Keys = [KeySpec.At(1, KeyAccess.Read)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => Substring.Reply(ref args, turn);
}
