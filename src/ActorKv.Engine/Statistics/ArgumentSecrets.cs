// Which arguments of a request are nobody's business: passwords, and what would tell of users. What keeps or shows requests (SLOWLOG) leaves them out.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Statistics;

internal static class ArgumentSecrets
{
    /// <summary>What stands in the place of a secret.</summary>
    public static byte[] Redacted { get; } = "(redacted)"u8.ToArray();

    /// <summary>For each argument whether it is a secret; null when none is.</summary>
    public static bool[]? Of(CommandSpec command, Request request) => command.FullName switch
    {
        "auth" => From(1, request.Count, request),
        "hello" => AfterAuth(request),
        "acl|setuser" or "acl|deluser" or "acl|getuser" => From(2, request.Count, request),
        "config|set" => Passwords(request),
        _ => null,
    };

    private static bool[] From(int first, int end, Request request)
    {
        bool[] secret = new bool[request.Count];
        for (int i = first; i < end; i++) secret[i] = true;
        return secret;
    }

    // HELLO 3 AUTH user password …
    private static bool[]? AfterAuth(Request request)
    {
        for (int i = 2; i + 2 < request.Count; i++)
            if (Ascii.EqualsIgnoreCase(request[i], "AUTH"u8)) return From(i + 1, i + 3, request);
        return null;
    }

    private static bool[]? Passwords(Request request)
    {
        bool[]? secret = null;
        for (int i = 2; i + 1 < request.Count; i += 2)
        {
            if (!Ascii.EqualsIgnoreCase(request[i], "requirepass"u8) && !Ascii.EqualsIgnoreCase(request[i], "masterauth"u8) &&
                !Ascii.EqualsIgnoreCase(request[i], "masteruser"u8) && !Ascii.EqualsIgnoreCase(request[i], "postgres"u8)) continue;
            secret ??= new bool[request.Count];
            secret[i + 1] = true;
        }
        return secret;
    }
}
