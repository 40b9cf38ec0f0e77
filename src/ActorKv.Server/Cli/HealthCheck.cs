// actorkv --health [host:port]
//
// Whether a server answers: for health checks of containers, which have no other program to ask with. It says PING and looks at the first line of
// the reply. A server that asks for a password is well; one that is still loading is not yet.

using System.Globalization;
using System.Net.Sockets;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Cli;

internal static class HealthCheck
{
    public const string Option = "--health";

    private const string LocalHost = "127.0.0.1";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks a server; says what is wrong.</summary>
    /// <param name="arguments">Behind the option: where the server is; on this machine and the port of the environment, unless said.</param>
    /// <param name="environment">What the server is configured with.</param>
    /// <param name="error">Where to say what is wrong.</param>
    /// <returns>The exit code: 0 when it answers, 1 when it does not, or the arguments are wrong.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, TextWriter error)
    {
        try
        {
            (string host, int port) = Place(arguments, environment);
            string reply = await AskAsync(host, port);
            if (reply == "+PONG" || reply.StartsWith("-NOAUTH", StringComparison.Ordinal)) return 0;
            await error.WriteLineAsync($"{host}:{port} answers: {reply}");
        }
        catch (Exception e) when (e is ConfigurationException or SocketException or IOException or OperationCanceledException)
        {
            await error.WriteLineAsync(e is OperationCanceledException ? $"No answer within {s_patience.TotalSeconds} seconds" : e.Message);
        }
        return 1;
    }

    private static (string Host, int Port) Place(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        if (arguments.Count == 0)
        {
            ServerParameters parameters = new();
            EnvironmentVariables.Load(environment, parameters);
            return (LocalHost, parameters.Options.Port);
        }
        int colon = arguments[0].LastIndexOf(':');
        return arguments.Count == 1 && int.TryParse(arguments[0].AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= ushort.MaxValue
            ? (colon > 0 ? arguments[0][..colon].Trim('[', ']') : LocalHost, port)
            : throw ConfigurationException.BadDirective("the command line", $"{Option} {string.Join(' ', arguments)}", "What follows is host:port");
    }

    private static async Task<string> AskAsync(string host, int port)
    {
        using CancellationTokenSource patience = new(s_patience);
        using TcpClient client = new();
        await client.ConnectAsync(host, port, patience.Token);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync("PING\r\n"u8.ToArray(), patience.Token);
        using StreamReader reader = new(stream, Encoding.Latin1);
        return await reader.ReadLineAsync(patience.Token) ?? "nothing";
    }
}
