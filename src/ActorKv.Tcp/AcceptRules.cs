// Who may connect: maxclients and protected mode.
//
// Protected mode, as in Redis: while no password is set and the server listens on addresses chosen by default, only clients on the loopback
// interface or on a Unix socket are served, and others are told what to do.

using System.Net;
using ActorKv.Engine.Access;
using ActorKv.Engine.Configuration;

namespace ActorKv.Tcp;

internal sealed record AcceptRules
{
    public int MaxClients { get; init; } = 10000;

    /// <summary>True when protected mode is on and no password is set.</summary>
    public bool LoopbackOnly { get; init; }

    /// <summary>Seconds; 0 for no keep-alive.</summary>
    public int KeepAliveSeconds { get; init; } = 300;

    /// <summary>What the configuration says at this moment.</summary>
    public static AcceptRules From(ServerOptions options, AccessControl access) => new()
    {
        MaxClients = (int)Math.Min(options.MaxClients, int.MaxValue), LoopbackOnly = options.ProtectedMode && access.Default.Rights.NeedsNoPassword,
        KeepAliveSeconds = options.TcpKeepAlive,
    };

    /// <summary>What a connection that is not welcome is told, or null.</summary>
    public byte[]? Refusal(EndPoint? from, int connected)
    {
        if (connected >= MaxClients) return "-ERR max number of clients reached\r\n"u8.ToArray();
        if (!LoopbackOnly || from is not IPEndPoint remote) return null;
        IPAddress address = remote.Address.IsIPv4MappedToIPv6 ? remote.Address.MapToIPv4() : remote.Address;
        return IPAddress.IsLoopback(address) ? null :
            "-DENIED ActorKv runs in protected mode: no password is set, so only clients on the loopback interface are served. Set a password with 'requirepass', or turn the mode off with 'protected-mode no' if nobody else can reach this server.\r\n"u8.ToArray();
    }
}
