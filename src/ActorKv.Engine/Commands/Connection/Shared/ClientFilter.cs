// Which connections CLIENT KILL means: those that pass every filter given. Giving one twice keeps the last.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.DataTypes;
using ActorKv.Engine.Access;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal sealed class ClientFilter
{
    private long? _id;
    private ClientKind? _kind;
    private AclUser? _user;
    private string? _localAddress;
    private long? _minimumAge;

    public string? Address { get; set; }

    /// <summary>Leaves out the connection that asks.</summary>
    public bool SkipMe { get; set; } = true;

    /// <summary>Reads filters to the end of the arguments; false, with the error replied, when one is wrong.</summary>
    public bool TryRead(ref ArgReader args, Session session)
    {
        while (!args.AtEnd)
            if (!TryReadOne(ref args, session)) return false;
        return true;
    }

    public bool Matches(Session client, Session asking) =>
        (Address is null || client.Transport.RemoteAddress == Address)
        && (_localAddress is null || client.Transport.LocalAddress == _localAddress)
        && (_kind is null || ClientKinds.Of(client) == _kind)
        && (_id is null || client.Id == _id)
        && (_user is null || client.User == _user)
        && (_minimumAge is null || (asking.Now - client.CreatedAt) / 1000 >= _minimumAge)
        && !(SkipMe && client == asking);

    private bool TryReadOne(ref ArgReader args, Session session)
    {
        if (args.Remaining < 2) return Fail(session, Errors.Syntax);
        if (args.NextIs("ID"u8))
        {
            if (!Numbers.TryParseInt64(args.Next(), out long id) || id < 1) return Fail(session, "ERR client-id should be greater than 0"u8);
            _id = id;
        }
        else if (args.NextIs("TYPE"u8))
        {
            if (!ClientKinds.TryRead(args.Next(), session, out ClientKind kind)) return false;
            _kind = kind;
        }
        else if (args.NextIs("ADDR"u8)) Address = Encoding.Latin1.GetString(args.Next());
        else if (args.NextIs("LADDR"u8)) _localAddress = Encoding.Latin1.GetString(args.Next());
        else if (args.NextIs("USER"u8)) return TryReadUser(args.Next(), session);
        else if (args.NextIs("SKIPME"u8))
        {
            if (args.NextIs("YES"u8)) SkipMe = true;
            else if (args.NextIs("NO"u8)) SkipMe = false;
            else return Fail(session, Errors.Syntax);
        }
        else if (args.NextIs("MAXAGE"u8))
        {
            if (!Numbers.TryParseInt64(args.Next(), out long age)) return Fail(session, "ERR maxage is not an integer or out of range"u8);
            if (age <= 0) return Fail(session, "ERR maxage should be greater than 0"u8);
            _minimumAge = age;
        }
        else return Fail(session, Errors.Syntax);
        return true;
    }

    private bool TryReadUser(ReadOnlySpan<byte> user, Session session)
    {
        _user = session.Store.Access.Find(Encoding.Latin1.GetString(user));
        if (_user is null) session.Error($"ERR No such user '{SessionErrors.Text(user)}'");
        return _user is not null;
    }

    private static bool Fail(Session session, ReadOnlySpan<byte> error)
    {
        session.Reply.Error(error);
        return false;
    }
}
