// Tells subscribers what turns did to keys: each notice of a turn (KeyTurn.Notices) becomes a message in up to two channels.
//
//   __keyspace@<database>__:<key>      the event      letter K of notify-keyspace-events
//   __keyevent@<database>__:<event>    the key        letter E
//
// They go out at the turn's commit, while its key shards are held: so for one key the order of events is the order of its turns, and a turn
// that is a transaction or a script tells everything it did behind one another. Publishing never waits for a subscriber.
//
// An event does not wait for its turn to be durable. Under `appendfsync always` whoever hears of a change and reads the key waits for it, as
// any reader does; only a crash in between can have told of a change that never was.

using System.Buffers.Text;
using ActorKv.Core.Turns;

namespace ActorKv.Engine.PubSub;

internal sealed class KeyspaceNotifications(Store store)
{
    private const int OnStack = 512;
    private const int LongestPrefix = 32;      // "__keyspace@", ten digits and "__:"

    /// <summary>Publishes what a turn told of. From any thread, which does not wait.</summary>
    public void Publish(KeyNotices notices)
    {
        if (!store.PubSub.IsHeard) return;
        KeyEvents selected = store.Options.NotifyKeyspaceEvents;
        Span<byte> scratch = stackalloc byte[OnStack];
        for (int i = 0; i < notices.Count; i++)
        {
            KeyNotice notice = notices[i];
            int longest = LongestPrefix + Math.Max(notice.Event.Length, notice.Key.Length);
            Span<byte> channel = longest <= scratch.Length ? scratch : scratch = new byte[longest];
            if ((selected & KeyEvents.KeyspaceChannel) != 0)
                store.PubSub.Publish(Name(channel, "__keyspace@"u8, notice.Database, notice.Key), notice.Event);
            if ((selected & KeyEvents.KeyEventChannel) != 0)
                store.PubSub.Publish(Name(channel, "__keyevent@"u8, notice.Database, notice.Event), notice.Key);
        }
    }

    private static ReadOnlySpan<byte> Name(Span<byte> channel, ReadOnlySpan<byte> prefix, int database, ReadOnlySpan<byte> of)
    {
        prefix.CopyTo(channel);
        Utf8Formatter.TryFormat(database, channel[prefix.Length..], out int digits);
        int at = prefix.Length + digits;
        "__:"u8.CopyTo(channel[at..]);
        of.CopyTo(channel[(at + 3)..]);
        return channel[..(at + 3 + of.Length)];
    }
}
