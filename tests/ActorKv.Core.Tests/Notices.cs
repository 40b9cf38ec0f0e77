// What the last of several commands tells clients that listen to every class of events: "new k, set k".

using ActorKv.Core.Turns;

namespace ActorKv.Core.Tests;

internal static class Notices
{
    /// <summary>Runs commands, separated by " ; ", and returns the notices of the last.</summary>
    public static string Of(string commands)
    {
        using Kv kv = new() { Settings = { NotifyEvents = KeyEvents.All | KeyEvents.New | KeyEvents.KeyMiss } };
        foreach (string command in commands.Split(" ; ")) kv.Run(command);
        return string.Join(", ", kv.LastNotified);
    }
}
