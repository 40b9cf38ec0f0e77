// From the bytes of a reply to what the caller gets: the one place where error replies become exceptions. For hosts.

namespace ActorKv;

/// <summary>For hosts of <see cref="IActorKv"/>: reads replies as all hosts read them.</summary>
public static class KvReplies
{
    /// <summary>Reads a complete reply.</summary>
    /// <exception cref="KvException">The reply is an error.</exception>
    /// <exception cref="FormatException">The parser found something else than it wants.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> reply, KvReplyParser<T> parser)
    {
        ArgumentNullException.ThrowIfNull(parser);
        KvReplyReader reader = new(reply);
        if (reply[0] is (byte)'-' or (byte)'!') throw new KvException(reader.ReadErrorText());
        return parser(ref reader);
    }

    /// <summary>Why a command may not go through a connection: throws what <see cref="IActorKv.SendAsync"/> promises.</summary>
    /// <param name="command">The command.</param>
    /// <param name="isSession">True on a connection of the caller's own.</param>
    /// <exception cref="InvalidOperationException">It may not.</exception>
    public static void Check(in KvCommand command, bool isSession)
    {
        if (command.Needs < KvNeeds.Session || (isSession && command.Needs == KvNeeds.Session)) return;
        throw new InvalidOperationException(command.Needs == KvNeeds.Session
            ? $"{command.Name} changes the connection for the commands behind it: use OpenSessionAsync."
            : $"{command.Name} cannot be sent as a command: SubscribeAsync and the options of the connection do what it is for.");
    }
}
