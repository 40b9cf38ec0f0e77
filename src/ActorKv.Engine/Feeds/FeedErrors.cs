// What readers of changes are told when they cannot be served. GONE is a code of our own: who meets it has to begin anew from a copy of the data.

namespace ActorKv.Engine.Feeds;

internal static class FeedErrors
{
    public const string NoJournal = "ERR AKV.CHANGES reads the journal, and there is none: appendonly is no";

    public const string BadPosition = "ERR Invalid position: a number, - for the oldest, or $ for the newest";

    public static string Gone(long position, long oldest) =>
        $"GONE The changes behind position {position} are not kept any more. The oldest position to go on from is {oldest}";

    public static string Ahead(long position, long newest) =>
        $"ERR Position {position} is ahead of the journal, which ends at {newest}: it is not of this data directory, or turns behind it were lost";

    public static string Unreadable(string reason) => $"ERR The changes cannot be read: {reason}";
}
