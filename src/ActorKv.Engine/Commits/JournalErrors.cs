// What clients are told when the journal does not take writes. MISCONF is the code that Redis uses when persistence fails.

namespace ActorKv.Engine.Commits;

internal static class JournalErrors
{
    public static string Refused(string reason) => $"MISCONF The journal cannot be written, so writing commands are refused: {reason}";

    public static string NotDurable(string reason) => $"MISCONF The journal could not be written, so the command was taken back: {reason}";
}
