// One client as a line of fields, in Latin-1: CLIENT LIST and CLIENT INFO. Redis' fields in Redis' order (those of 7.4, watch and lib-* included).
//
// Other sessions go on while they are looked at, on other threads: only single words of theirs are read, never a buffer. Figures about
// buffers that Redis keeps for every client and we do not (an idle connection holds none) are 0: qbuf-free, argv-mem, multi-mem, rbs, rbp.
// Output that waits to be sent is not parted into a fixed buffer and a list: obl and omem both tell all of it.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class ClientLine
{
    public static void Append(StringBuilder text, Session client, long now)
    {
        ISessionTransport transport = client.Transport;
        long input = Math.Max(0, transport.PendingInput), output = client.PendingOutput;
        CultureInfo plain = CultureInfo.InvariantCulture;
        text.Append(plain, $"id={client.Id} addr={transport.RemoteAddress} laddr={transport.LocalAddress} fd={transport.Descriptor} name={client.Name}")
            .Append(plain, $" age={Seconds(client.CreatedAt, now)} idle={Seconds(client.LastActive, now)} flags=");
        AppendFlags(text, client);
        text.Append(plain, $" db={client.Database} sub={client.Subscriber?.Channels ?? 0} psub={client.Subscriber?.Patterns ?? 0} ssub={client.Subscriber?.ShardChannels ?? 0} multi=-1 watch=0")
            .Append(plain, $" qbuf={input} qbuf-free=0 argv-mem=0 multi-mem=0 rbs=0 rbp=0 obl={output} oll={(output > 0 ? 1 : 0)} omem={output}")
            .Append(plain, $" tot-mem={input + output} events={(output > 0 ? "rw" : "r")} cmd={client.LastCommand?.Spec.FullName ?? "NULL"} user={client.User.Name}")
            .Append(plain, $" redir={client.Tracking?.Redirect ?? -1} resp={client.RespVersion} lib-name={client.LibraryName} lib-ver={client.LibraryVersion}\n");
    }

    private static void AppendFlags(StringBuilder text, Session client)
    {
        int start = text.Length;
        if ((client.Modes & SessionModes.Monitor) != 0) text.Append('O');
        if (client.IsSubscribed) text.Append('P');
        if (client.IsBlocked || client.IsPostponed) text.Append('b');
        if (client.Tracking is { } tracking)
        {
            text.Append('t');
            if (tracking.IsBroken) text.Append('R');
            if (tracking.Has(TrackingOptions.Broadcast)) text.Append('B');
        }
        if (client.IsClosing) text.Append('c');
        // Only a Unix socket has the port 0.
        if (client.Transport.RemoteAddress.EndsWith(":0", StringComparison.Ordinal)) text.Append('U');
        if (client.NoEvict) text.Append('e');
        if (client.NoTouch) text.Append('T');
        if (text.Length == start) text.Append('N');
    }

    // Another loop's clock may be a little ahead of ours.
    private static long Seconds(long since, long now) => Math.Max(0, now - since) / 1000;
}
