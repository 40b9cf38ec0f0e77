// The TYPE filter of CLIENT LIST and CLIENT KILL. Without replication a client is a normal one or a subscriber; the other types are known and match
// nobody.

using System.Text;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal enum ClientKind { Normal, Replica, PubSub, Master }

internal static class ClientKinds
{
    public static ClientKind Of(Session client) => client.IsSubscribed ? ClientKind.PubSub : ClientKind.Normal;

    /// <summary>Reads a type's name; replies the error when there is no such type.</summary>
    public static bool TryRead(ReadOnlySpan<byte> name, Session session, out ClientKind kind)
    {
        kind = ClientKind.Normal;
        if (Ascii.EqualsIgnoreCase(name, "normal"u8)) return true;
        if (Ascii.EqualsIgnoreCase(name, "replica"u8) || Ascii.EqualsIgnoreCase(name, "slave"u8)) kind = ClientKind.Replica;
        else if (Ascii.EqualsIgnoreCase(name, "pubsub"u8)) kind = ClientKind.PubSub;
        else if (Ascii.EqualsIgnoreCase(name, "master"u8)) kind = ClientKind.Master;
        else
        {
            session.Error($"ERR Unknown client type '{SessionErrors.Text(name)}'");
            return false;
        }
        return true;
    }
}
