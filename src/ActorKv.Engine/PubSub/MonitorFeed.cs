// What MONITOR shows: every command that runs, to whoever asked for it.
//
//   +1339518083.107412 [0 127.0.0.1:60866] "SET" "k" "a\nb"
//
// A line is written once and posted to all monitors. As in redis-server 7.0 a command is shown when it has run, so EXEC stands behind its
// commands and SELECT in its new database; only a script stands before the commands that it runs, whose sender is "lua". Commands that a turn runs
// elsewhere are shown when they run there. Not shown are commands of administrators, and passwords.
//
// While nobody monitors, it costs a command the look at one flag.

using System.Buffers;
using System.Buffers.Text;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.PubSub;

internal sealed class MonitorFeed(TimeProvider time)
{
    private const int KeptBytes = 64 * 1024;

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? t_line;

    private readonly Lock _lock = new();
    private readonly Audience _monitors = new([]);
    private volatile bool _isOn;

    /// <summary>True while somebody monitors.</summary>
    public bool IsOn => _isOn;

    public void Add(Session session)
    {
        lock (_lock)
        {
            // Its EXEC may run on another thread while it ends.
            if (session.IsClosing) return;
            _monitors.Add(session);
            _isOn = true;
        }
    }

    public void Remove(Session session)
    {
        lock (_lock)
        {
            _monitors.Remove(session);
            _isOn = _monitors.Count > 0;
        }
    }

    /// <summary>True for commands that show themselves before what they run.</summary>
    public static bool IsShownBefore(CommandSpec command) => command.Group == CommandGroup.Scripting && command.Has(CommandFlags.SkipMonitor);

    /// <summary>Shows a command that has run.</summary>
    public void ShowAfter(Session session, CommandSpec command, Request request, bool byScript)
    {
        if (!command.Has(CommandFlags.SkipMonitor | CommandFlags.Admin)) Show(session, command, request, byScript);
    }

    /// <summary>Shows a command that is about to run others.</summary>
    public void ShowBefore(Session session, CommandSpec command, Request request, bool byScript)
    {
        if (IsShownBefore(command)) Show(session, command, request, byScript);
    }

    private void Show(Session session, CommandSpec command, Request request, bool byScript)
    {
        ArrayBufferWriter<byte> line = t_line ??= new ArrayBufferWriter<byte>();
        line.ResetWrittenCount();
        long microseconds = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        line.Write("+"u8);
        Number(line, microseconds / 1_000_000, default);
        line.Write("."u8);
        Number(line, microseconds % 1_000_000, new StandardFormat('D', 6));
        line.Write(" ["u8);
        Number(line, session.Database, default);
        line.Write(" "u8);
        line.Write(Encoding.UTF8.GetBytes(byScript ? "lua" : Sender(session.Transport.RemoteAddress)));
        line.Write("]"u8);
        for (int i = 0; i < request.Count; i++)
        {
            line.Write(" "u8);
            QuotedText.Write(line, IsSecret(command, request, i) ? "(redacted)"u8 : request[i]);
        }
        line.Write("\r\n"u8);
        LineFrame frame = new(line.WrittenSpan.ToArray());
        if (line.Capacity > KeptBytes) t_line = null;
        lock (_lock) _monitors.Post(frame);
    }

    // Only a Unix socket has the port 0.
    private static string Sender(string address) => address.EndsWith(":0", StringComparison.Ordinal) ? "unix:" + address[..^2] : address;

    private static bool IsSecret(CommandSpec command, Request request, int argument) => command switch
    {
        { Name: "AUTH", Container: null } => argument > 0,
        { Name: "HELLO", Container: null } => IsAuth(request, argument - 1) || IsAuth(request, argument - 2),
        _ => false,
    };

    private static bool IsAuth(Request request, int argument) => argument > 1 && Ascii.EqualsIgnoreCase(request[argument], "AUTH"u8);

    private static void Number(ArrayBufferWriter<byte> line, long value, StandardFormat format)
    {
        Utf8Formatter.TryFormat(value, line.GetSpan(20), out int length, format);
        line.Advance(length);
    }
}
