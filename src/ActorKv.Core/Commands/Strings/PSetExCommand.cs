// PSETEX key milliseconds value
//
// Sets a string that expires: the older spelling of SET PX, with the amount before the value.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class PSetExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("PSETEX")
    {
        Group = CommandGroup.String, Since = "2.6.0", Complexity = "O(1)",
        Summary = "Sets a string that expires after a number of milliseconds.",
        Syntax = "key milliseconds value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiringSet.Execute(ref args, turn, Spec, ExpiryForm.Milliseconds);
}
