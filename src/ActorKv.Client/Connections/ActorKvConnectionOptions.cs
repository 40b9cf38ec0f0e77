// Where the server is and how patient the client is.

using System.Globalization;
using System.Net.Security;

namespace ActorKv;

/// <summary>How to reach a server, and how long to wait for it. The defaults suit a server on this machine, and most others.</summary>
public sealed record ActorKvConnectionOptions
{
    /// <summary>The server's name or address. Default: localhost.</summary>
    public string Host { get; init; } = "localhost";

    /// <summary>Default: 6379.</summary>
    public int Port { get; init; } = 6379;

    /// <summary>Path of a Unix domain socket, which goes before <see cref="Host"/> and <see cref="Port"/>.</summary>
    public string? UnixSocket { get; init; }

    /// <summary>Set to speak TLS. <see cref="SslClientAuthenticationOptions.TargetHost"/> is <see cref="Host"/> unless it is given.</summary>
    public SslClientAuthenticationOptions? Tls { get; init; }

    /// <summary>Who the client is. Null: the default user.</summary>
    public string? User { get; init; }

    /// <summary>Null: the server asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>The database of every connection, from 0.</summary>
    public int Database { get; init; }

    /// <summary>What CLIENT LIST shows: no spaces. Null: nothing.</summary>
    public string? ClientName { get; init; }

    /// <summary>How long connecting and introducing oneself may take. More than zero. Default: 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a reply may take before the connection is given up, and how long a command waits for a connection that is down. It does not
    /// concern commands that wait for their keys. More than zero. Default: 10 seconds.</summary>
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before the first attempt to connect again; it doubles with each further one. Default: 50 milliseconds.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Longest pause between attempts to connect. Default: 5 seconds.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most commands that are sent and not answered; further ones wait in the client. Default: 16384.</summary>
    public int MaxInFlight { get; init; } = 16 * 1024;

    /// <summary>Most bytes of commands that wait in the client. Beyond them a command fails at once, for its caller does not wait for replies.
    /// Default: 256 MiB.</summary>
    public long MaxWaitingBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Most connections that are kept for commands that wait for their keys, when none does. Default: 8.</summary>
    public int MaxIdleSessions { get; init; } = 8;

    /// <summary>The clock of all timeouts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Options from a URI: <c>redis://user:password@host:port/database</c>, <c>rediss://</c> for TLS, <c>unix:///path/to/socket</c>. All parts but
    /// the scheme may be missing.</summary>
    /// <exception cref="FormatException">It is no such URI.</exception>
    public static ActorKvConnectionOptions Parse(string uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed)) throw new FormatException($"'{uri}' is no URI.");
        ActorKvConnectionOptions options = WithCredentials(new(), parsed.UserInfo);
        switch (parsed.Scheme)
        {
            case "unix": return options with { UnixSocket = Uri.UnescapeDataString(parsed.AbsolutePath) };
            case "redis" or "rediss":
                options = options with
                {
                    Host = parsed.Host.Length > 0 ? parsed.IdnHost : options.Host,
                    Port = parsed.Port > 0 ? parsed.Port : options.Port,
                    Tls = parsed.Scheme == "rediss" ? new SslClientAuthenticationOptions() : null,
                };
                string path = parsed.AbsolutePath.Trim('/');
                if (path.Length == 0) return options;
                return int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out int database)
                    ? options with { Database = database }
                    : throw new FormatException($"'{path}' is no number of a database.");
            default: throw new FormatException($"A connection begins with redis://, rediss:// or unix://, not with {parsed.Scheme}://.");
        }
    }

    /// <summary>What the server is called in errors.</summary>
    internal string Endpoint => UnixSocket ?? $"{Host}:{Port}";

    /// <summary>The name of an option that is out of its range; null when none is.</summary>
    internal string? FindInvalid()
    {
        if (ConnectTimeout <= TimeSpan.Zero) return nameof(ConnectTimeout);
        if (CommandTimeout <= TimeSpan.Zero) return nameof(CommandTimeout);
        if (ReconnectDelay < TimeSpan.Zero) return nameof(ReconnectDelay);
        if (MaxReconnectDelay < ReconnectDelay) return nameof(MaxReconnectDelay);
        if (MaxInFlight < 1) return nameof(MaxInFlight);
        if (MaxWaitingBytes < 1) return nameof(MaxWaitingBytes);
        if (MaxIdleSessions < 0) return nameof(MaxIdleSessions);
        return Database < 0 ? nameof(Database) : null;
    }

    private static ActorKvConnectionOptions WithCredentials(ActorKvConnectionOptions options, string userInfo)
    {
        if (userInfo.Length == 0) return options;
        string[] parts = userInfo.Split(':', 2);
        string user = Uri.UnescapeDataString(parts[0]);
        return options with { User = user.Length > 0 ? user : null, Password = parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : null };
    }
}
