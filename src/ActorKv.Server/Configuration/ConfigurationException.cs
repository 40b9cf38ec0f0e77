// A configuration that cannot be taken. The message is what the user reads: where, the line as it stands, and why, in the shape that
// Redis gives it; the place names the file too, since files include files.

namespace ActorKv.Server.Configuration;

internal sealed class ConfigurationException : Exception
{
    private ConfigurationException(string message)
        : base(message)
    {
    }

    /// <param name="place">"the configuration file, at line 2 of '/etc/actorkv.conf'"</param>
    public static ConfigurationException BadDirective(string place, string line, string reason) => new(
        $"\n*** FATAL CONFIG FILE ERROR ({Cli.CommandLine.ProductAndVersion}) ***\nReading {place}\n>>> '{line}'\n{reason}");

    public static ConfigurationException CannotOpen(string path, string reason) => new($"Fatal error, can't open config file '{path}': {reason}");
}
