// A command over keys: one file, one class that implements this. See Commands/Strings/GetCommand.cs for the smallest.

using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands;

internal interface IKeyCommand
{
    static abstract CommandSpec Spec { get; }

    /// <summary>Runs the command in a turn that holds the key shards of its keys. The arity has been checked.</summary>
    static abstract void Execute(ref ArgReader args, KeyTurn turn);
}

internal delegate void KeyCommandBody(ref ArgReader args, KeyTurn turn);
