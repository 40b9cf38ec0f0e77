// Error replies of dispatch and of session commands, byte for byte as redis-server 7.0.15 gives them.

using System.Text;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal static class SessionErrors
{
    private const int Shown = 128;

    public const string NoAuth = "NOAUTH Authentication required.";

    public const string Loading = "LOADING Redis is loading the dataset in memory";

    public static string UnknownSubcommand(ReadOnlySpan<byte> name, string container) =>
        $"ERR unknown subcommand '{Text(name, Shown)}'. Try {container} HELP.";

    public static string UnknownCommand(Request request)
    {
        StringBuilder args = new();
        for (int i = 1; i < request.Count && args.Length < Shown; i++) args.Append('\'').Append(Text(request[i], Shown - args.Length)).Append("' ");
        return $"ERR unknown command '{Text(request[0], Shown)}', with args beginning with: {args}";
    }

    private static string Text(ReadOnlySpan<byte> bytes, int most)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        return Encoding.Latin1.GetString(bytes[..Math.Min(most, bytes.Length)]);
    }
}
