// One client as a line of fields, in Latin-1: CLIENT LIST and CLIENT INFO. Redis' fields in Redis' order (those of 7.4, watch and lib-* included).
//
// Other sessions go on while they are looked at, on other threads: only single words of theirs are read, never a buffer. An idle connection
// holds no buffers here, so most of its figures are 0. Output that waits is in one buffer (obl) until that is full, and then in several (oll,
// omem); rbs is the buffer that is being written into, and rbp the most that ever waited.

using System.Globalization;
using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Engine.Tracking;
using ActorKv.Engine.Transactions;

namespace ActorKv.Engine.Commands.Connection.Shared;

internal static class ClientLine
{
    public static void Append(StringBuilder text, Session client, long now)
    {
        ISessionTransport transport = client.Transport;
        BufferFigures buffers = transport.Buffers;
        Transaction? queued = client.IsInTransaction ? client.Transaction : null;
        CultureInfo plain = CultureInfo.InvariantCulture;
        text.Append(plain, $"id={client.Id} addr={transport.RemoteAddress} laddr={transport.LocalAddress} fd={transport.Descriptor} name={client.Name}")
            .Append(plain, $" age={Seconds(client.CreatedAt, now)} idle={Seconds(client.LastActive, now)} flags=");
        AppendFlags(text, client);
        text.Append(plain, $" db={client.Database} sub={client.Subscriber?.Channels ?? 0} psub={client.Subscriber?.Patterns ?? 0} ssub={client.Subscriber?.ShardChannels ?? 0}")
            .Append(plain, $" multi={queued?.Queue.Count ?? -1} watch={client.Transaction?.WatchCount ?? 0} qbuf={buffers.Input} qbuf-free={buffers.InputRoom}")
            .Append(plain, $" argv-mem={client.RequestBytes} multi-mem={queued?.Bytes ?? 0} rbs={client.Output.BufferSize} rbp={client.PeakOutput}");
        AppendOutput(text, client);
        text.Append(plain, $" tot-mem={client.Memory} events={(buffers.Reads ? "r" : "")}{(buffers.Writes ? "w" : "")} cmd={client.LastCommand?.Spec.FullName ?? "NULL"} user={client.User.Name}")
            .Append(plain, $" redir={client.Tracking?.Redirect ?? -1} resp={client.RespVersion} lib-name={client.LibraryName} lib-ver={client.LibraryVersion}\n");
    }

    private static void AppendOutput(StringBuilder text, Session client)
    {
        long waiting = client.PendingOutput;
        int buffers = client.FullOutputBuffers;
        text.Append(CultureInfo.InvariantCulture, $" obl={(buffers == 0 ? waiting : 0)} oll={buffers} omem={(buffers == 0 ? 0 : waiting)}");
    }

    private static void AppendFlags(StringBuilder text, Session client)
    {
        int start = text.Length;
        if ((client.Modes & SessionModes.Monitor) != 0) text.Append('O');
        if (client.IsSubscribed) text.Append('P');
        if (client.IsInTransaction) text.Append('x');
        if (client.IsBlocked || client.IsPostponed) text.Append('b');
        if (client.Tracking is { } tracking)
        {
            text.Append('t');
            if (tracking.IsBroken) text.Append('R');
            if (tracking.Has(TrackingOptions.Broadcast)) text.Append('B');
        }
        if (client.IsInTransaction && client.Transaction is { HasTouchedWatch: true }) text.Append('d');
        if (client.IsClosing) text.Append('c');
        if (client.IsEvicted) text.Append('A');
        // Only a Unix socket has the port 0.
        if (client.Transport.RemoteAddress.EndsWith(":0", StringComparison.Ordinal)) text.Append('U');
        if (client.NoEvict) text.Append('e');
        if (client.NoTouch) text.Append('T');
        if (text.Length == start) text.Append('N');
    }

    // Another loop's clock may be a little ahead of ours.
    private static long Seconds(long since, long now) => Math.Max(0, now - since) / 1000;
}
