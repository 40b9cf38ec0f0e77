// redis.log: into the server's log, by Redis' levels.

using System.Text;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Scripting;

internal static class ScriptLog
{
    public static void Write(ILogger log, int level, ReadOnlySpan<byte> text)
    {
        LogLevel logLevel = level switch { 0 => LogLevel.Trace, 1 => LogLevel.Debug, 2 => LogLevel.Information, _ => LogLevel.Warning };
        if (log.IsEnabled(logLevel)) log.Log(logLevel, "{Text}", Encoding.UTF8.GetString(text));
    }
}
