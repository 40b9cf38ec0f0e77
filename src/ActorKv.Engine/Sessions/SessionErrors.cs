// Error replies of dispatch and of session commands, byte for byte as redis-server 7.0.15 gives them.

using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal static class SessionErrors
{
    private const int Shown = 128;

    public const string NoAuth = "NOAUTH Authentication required.";

    public const string OutOfMemory = "OOM command not allowed when used memory > 'maxmemory'.";

    public const string SaveFailed = "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist on disk. Commands that may modify the data set are " +
        "disabled, because this instance is configured to report errors during writes if RDB snapshotting fails (stop-writes-on-bgsave-error option). " +
        "Please check the Redis logs for details about the RDB error.";

    public const string Loading = "LOADING Redis is loading the dataset in memory";

    public const string NotInTransaction = "ERR Command not allowed inside a transaction";

    public const string CannotWaitInParts = "ERR This command waits, and cannot run inside a transaction or a script";

    /// <summary>EXEC itself was refused.</summary>
    public static string TransactionRefused(string error) => "EXECABORT Transaction discarded because of: " + (error.StartsWith("ERR ", StringComparison.Ordinal) ? error[4..] : error);

    public const string MonitorsNoKeys = "ERR Replica can't interact with the keyspace";

    public static string OnlySubscriptions(CommandSpec command) =>
        $"ERR Can't execute '{command.FullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context";

    /// <summary>DEBUG is no container in Redis, and parses its subcommands by hand.</summary>
    public static string UnknownSubcommand(ReadOnlySpan<byte> name, string container) =>
        container == "DEBUG" ? SubcommandSyntax(name, container) : $"ERR unknown subcommand '{Text(name, Shown)}'. Try {container} HELP.";

    public static string UnknownCommand(Request request)
    {
        StringBuilder args = new();
        for (int i = 1; i < request.Count && args.Length < Shown; i++)
        {
            string shown = Text(request[i], Shown - args.Length);
            args.Append('\'').Append(shown).Append("' ");
        }
        return $"ERR unknown command '{Text(request[0], Shown)}', with args beginning with: {args}";
    }

    /// <summary>A subcommand was given arguments that it cannot take, and Redis' table does not say how many it takes.</summary>
    public static string SubcommandSyntax(ReadOnlySpan<byte> name, string container) =>
        $"ERR unknown subcommand or wrong number of arguments for '{Text(name, Shown)}'. Try {container} HELP.";

    /// <summary>Bytes of a request as they stand in an error: up to the first NUL, as Latin-1.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, int most = int.MaxValue)
    {
        int end = bytes.IndexOf((byte)0);
        if (end >= 0) bytes = bytes[..end];
        return Encoding.Latin1.GetString(bytes[..Math.Min(most, bytes.Length)]);
    }
}
