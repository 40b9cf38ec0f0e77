using ActorKv.Core.Commands;
using ActorKv.Core.Turns;

namespace ActorKv.Akka.Tests.KeyShards;

/// <summary>Changes half of what it would change, and fails: a bug.</summary>
internal sealed class FailingCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("FAIL")
    {
        Group = CommandGroup.Generic, Since = "7.0.0", Complexity = "O(1)", Summary = "Fails.", Syntax = "key",
        Arity = 2, Flags = CommandFlags.Write, Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        KeyEntry key = turn[args.Next()];
        key.SetString("half"u8);
        throw new InvalidOperationException("A bug.");
    }
}
