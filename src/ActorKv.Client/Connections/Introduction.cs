// The beginning of every connection: a socket, TLS where it is wanted, and HELLO.
//
//   HELLO 3 AUTH user password SETNAME name      one send, as many replies
//   SELECT database
//   PING                                         again and again, while the server is loading its data
//
// A server that is back after a crash is reached before its data is: a command would be refused then that only came too early.
//
// RESP3 is not a wish: messages of channels come beside replies on the same connection, and only RESP3 tells them apart.

using System.Net.Security;
using System.Net.Sockets;

namespace ActorKv.Connections;

internal static class Introduction
{
    private static readonly byte[] s_ping = "*1\r\n$4\r\nPING\r\n"u8.ToArray();
    private static readonly TimeSpan s_untilAskedAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Connects a stream, with TLS where it is wanted.</summary>
    public static async Task<Stream> DialAsync(ActorKvConnectionOptions options, CancellationToken cancellationToken)
    {
        Socket socket = options.UnixSocket is null
            ? new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Stream? stream = null;
        try
        {
            if (options.UnixSocket is { } path) await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
            else
            {
                // A server that is gone without a word is noticed even when nothing is asked of it.
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                await socket.ConnectAsync(options.Host, options.Port, cancellationToken).ConfigureAwait(false);
            }
            stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Tls is not { } tls) return stream;
            SslStream secure = new(stream);
            stream = secure;
            tls.TargetHost ??= options.Host;
            await secure.AuthenticateAsClientAsync(tls, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            if (stream is not null) await stream.DisposeAsync().ConfigureAwait(false);
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Says who the client is, and waits until the server has loaded its data. Returns the number by which the server knows the connection.</summary>
    /// <exception cref="KvException">The server will not have it.</exception>
    public static async Task<long> GreetAsync(Stream stream, ReceiveBuffer received, ActorKvConnectionOptions options, CancellationToken cancellationToken)
    {
        CommandBatch greeting = new(bornAt: 0);
        try
        {
            List<KvValue> hello = [3];
            if (options.Password is { } password) hello.AddRange(["AUTH", options.User ?? "default", password]);
            if (options.ClientName is { } name) hello.AddRange(["SETNAME", name]);
            greeting.Add("HELLO", [.. hello]);
            if (options.Database != 0) greeting.Add("SELECT", [options.Database]);
            greeting.Add("PING", []);
            await stream.WriteAsync(greeting.Bytes, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            greeting.Release();
        }
        KvReply answer = await ReadAsync(stream, received, cancellationToken).ConfigureAwait(false);
        if (options.Database != 0) await ReadAsync(stream, received, cancellationToken).ConfigureAwait(false);
        long id = answer["id"]?.AsInt64() ?? throw new KvException("CONNECTION the server's HELLO gives no id.");
        while (await IsLoadingAsync(stream, received, cancellationToken).ConfigureAwait(false))
        {
            await Task.Delay(s_untilAskedAgain, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            await stream.WriteAsync(s_ping, cancellationToken).ConfigureAwait(false);
        }
        return id;
    }

    // Any other answer to PING will do, also that the user may not ask: it comes from a server that looks at commands.
    private static async Task<bool> IsLoadingAsync(Stream stream, ReceiveBuffer received, CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(stream, received, cancellationToken).ConfigureAwait(false);
            return false;
        }
        catch (KvException refused)
        {
            return refused.Code == "LOADING";
        }
    }

    private static async Task<KvReply> ReadAsync(Stream stream, ReceiveBuffer received, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> reply;
        while (!received.TryTake(out reply))
        {
            if (!await received.FillAsync(stream, cancellationToken).ConfigureAwait(false)) throw new EndOfStreamException("The server closed the connection.");
        }
        return KvReplies.Parse(reply.Span, KvReply.Parser);
    }
}
