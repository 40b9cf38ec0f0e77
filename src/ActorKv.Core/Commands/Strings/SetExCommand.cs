// SETEX key seconds value
//
// Sets a string that expires: the older spelling of SET EX, with the amount before the value.

using ActorKv.Core.Commands.Shared;
using ActorKv.Core.Commands.Strings.Shared;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Strings;

internal sealed class SetExCommand : IKeyCommand
{
    public static CommandSpec Spec { get; } = new("SETEX")
    {
        Group = CommandGroup.String, Since = "2.0.0", Complexity = "O(1)",
        Summary = "Sets a string that expires after a number of seconds.",
        Syntax = "key seconds value",
        Arity = 4, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Replace)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn) => ExpiringSet.Execute(ref args, turn, Spec, ExpiryForm.Seconds);
}
