// A user, whom sessions hold on to: its rights are replaced under them, and hold from their next command on.
//
// Who may do everything, as the default user may unless somebody says otherwise, costs a command one test of a flag.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

internal sealed class AclUser(string name, UserRights rights)
{
    private volatile UserRights _rights = rights;
    private volatile bool _isUnrestricted = rights.AllowsEverything;

    /// <summary>Its bytes as Latin-1: a name is any bytes without white space.</summary>
    public string Name => name;

    public UserRights Rights => _rights;

    /// <summary>True when no check is needed.</summary>
    public bool IsUnrestricted => _isUnrestricted;

    /// <summary>True when a connection that has not authenticated may be this user.</summary>
    public bool IsOpen => _rights is { IsEnabled: true, NeedsNoPassword: true };

    /// <summary>Set when the user is no longer there. Whoever still holds on to it may do nothing, until the connection is closed.</summary>
    public bool IsDeleted { get; private set; }

    public AccessResult Check(Command command, Request request) => _isUnrestricted ? AccessResult.Allowed : _rights.Check(command, request);

    /// <summary>Whether a channel may be used; a pattern only when it stands in a selector letter by letter.</summary>
    public bool AllowsChannel(ReadOnlySpan<byte> channel, bool isPattern) => _isUnrestricted || _rights.AllowsChannel(channel, isPattern);

    /// <summary>Gives the user other rights, which nobody changes any more.</summary>
    public void Publish(UserRights rights)
    {
        // What is taken away goes first: no thread may see the flag of the new rights with the freedom of the old ones.
        _isUnrestricted = false;
        _rights = rights;
        _isUnrestricted = rights.AllowsEverything;
    }

    public void Delete(UserRights none)
    {
        IsDeleted = true;
        Publish(none);
    }
}
