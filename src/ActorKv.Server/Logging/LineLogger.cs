// The server's log: one line an event, to standard output or to `logfile`.
//
//   2026-01-01T12:00:00.000Z notice actorkv Ready: …
//
// The framework's console logger writes to the console alone, and to a daemon the file matters; a line and a lock is all it takes. Levels are
// Redis': debug, verbose, notice, warning.

using System.Globalization;
using ActorKv.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorKv.Server.Logging;

internal sealed class LineLogger : ILogger, IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly Func<ServerLogLevel> _least;
    private readonly TextWriter _writer;
    private readonly bool _owned;

    /// <param name="file">The file to append to; empty for standard output.</param>
    /// <param name="least">Asked for every line, so that CONFIG SET loglevel takes effect at once.</param>
    public LineLogger(string file, TimeProvider time, Func<ServerLogLevel> least)
    {
        _time = time;
        _least = least;
        _owned = file.Length > 0;
        _writer = _owned ? new StreamWriter(new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true } : Console.Out;
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => Level(logLevel) >= _least();

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Level(logLevel).ToString().ToLowerInvariant()} {formatter(state, exception)}");
        lock (_lock)
        {
            _writer.WriteLine(line);
            if (exception is not null) _writer.WriteLine(exception);
        }
    }

    public void Dispose()
    {
        if (_owned) _writer.Dispose();
        else _writer.Flush();
    }

    private static ServerLogLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => ServerLogLevel.Debug,
        LogLevel.Information => ServerLogLevel.Notice,
        _ => ServerLogLevel.Warning,
    };
}
