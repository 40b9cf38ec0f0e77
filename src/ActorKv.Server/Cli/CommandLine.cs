// actorkv [conf-file] [-] [--name value …]
//
// Redis' own command line, which no general parser reads: an option's name is a parameter's name, it takes all words up to the next
// option (`--save 900 1 300 10`), name and value may come as one word ("--port 7000"), the word after a name is its value even when it
// begins with "--", and `--save` alone means no save points. Hence written by hand.
//
// Precedence, weakest first: defaults, conf-file, standard input (`-`), environment (ACTORKV_<NAME>), command line. Save points alone
// add up over all of them, as in Redis; `--save ""` takes back what the file said.

using System.Reflection;
using System.Text;
using ActorKv.Engine.Configuration;
using ActorKv.Protocol;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Cli;

internal sealed class CommandLine
{
    public static string ProductAndVersion { get; } =
        "ActorKv " + (typeof(CommandLine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?");

    private CommandLine(ServerParameters parameters) => Parameters = parameters;

    public ServerParameters Parameters { get; }

    /// <summary>The whole path of the configuration file, or null when there is none.</summary>
    public string? ConfigFilePath { get; private set; }

    /// <summary>What was read from standard input as configuration, or null. A process started in this one's place needs it again.</summary>
    public string? StandardInput { get; private set; }

    /// <summary>Set when the process has nothing more to do: 0 after --help and --version, 1 after an error.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Reads all that configures the server; says what the user asked to know, or what is wrong.</summary>
    public static CommandLine Parse(
        IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, TextReader input, TextWriter output, TextWriter error)
    {
        CommandLine line = new(new ServerParameters());
        if (arguments is ["--help" or "-h", ..]) return line.Say(output, Help);
        if (arguments is ["--version" or "-v", ..]) return line.Say(output, ProductAndVersion);
        try
        {
            line.Read(arguments, environment, input);
        }
        catch (ConfigurationException e)
        {
            error.WriteLine(e.Message);
            line.ExitCode = 1;
        }
        return line;
    }

    private CommandLine Say(TextWriter output, string text)
    {
        output.WriteLine(text);
        ExitCode = 0;
        return this;
    }

    private void Read(IReadOnlyList<string> arguments, IEnumerable<KeyValuePair<string, string>> environment, TextReader input)
    {
        int at = 0;
        if (arguments is [string file, ..] && !file.StartsWith('-'))
        {
            ConfigFilePath = Path.GetFullPath(file);
            at = 1;
        }
        bool readsInput = arguments.Count > at && (arguments[at] == "-" || arguments[^1] == "-");
        List<string> options = [.. arguments.Skip(at)];
        if (readsInput) options.RemoveAt(options[0] == "-" ? 0 : options.Count - 1);

        if (ConfigFilePath is not null) ConfigFile.Load(ConfigFilePath, Parameters);
        if (readsInput)
        {
            StandardInput = input.ReadToEnd();
            ConfigFile.LoadText(StandardInput, "standard input", Parameters);
        }
        EnvironmentVariables.Load(environment, Parameters);
        foreach ((string name, List<string> words) in Options(options)) Load(name, words);
        if (ConfigFilePath is not { } path) return;
        Parameters.ConfigFile = path;
        Parameters.RewriteFile = () => ConfigRewriter.Rewrite(path, Parameters);
    }

    private void Load(string name, List<string> words)
    {
        if (!Parameters.TryLoad(name, [.. words], out string error))
            throw ConfigurationException.BadDirective(
                "the command line", string.Join(' ', words.Select(ConfigFile.Quoted).Prepend("--" + name)), error);
    }

    private static IEnumerable<(string Name, List<string> Words)> Options(List<string> arguments)
    {
        for (int at = 0; at < arguments.Count;)
        {
            string option = arguments[at++];
            if (!IsOption(option))
                throw ConfigurationException.BadDirective("the command line", option, "An option begins with --; try --help");
            List<string> words = InlineSplitter.Split(Encoding.UTF8.GetBytes(option[2..]))?.ConvertAll(Encoding.UTF8.GetString) ?? [option[2..]];
            string name = words is [] ? "" : words[0];
            if (words.Count > 0) words.RemoveAt(0);
            bool isSave = name.Equals("save", StringComparison.OrdinalIgnoreCase);
            if (words.Count == 0 && at < arguments.Count && !(isSave && IsOption(arguments[at]))) words.Add(arguments[at++]);
            while (at < arguments.Count && !IsOption(arguments[at])) words.Add(arguments[at++]);
            if (isSave && words.Count == 0) words.Add("");
            yield return (name, words);
        }
    }

    private static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

    private static string Help =>
        $"""
        {ProductAndVersion}: a durable key-value store that speaks Redis' protocol.

        Usage: actorkv [conf-file] [-] [--name value ...]
               actorkv --help | -h
               actorkv --version | -v
               actorkv --health [host:port]     ends with 0 when a server answers there

          conf-file        parameters in the syntax of redis.conf
          -                more of them from standard input
          --name value     one parameter; every name that CONFIG GET * tells, and more words where it takes them

        Parameters also come from the environment: ACTORKV_MAXMEMORY_POLICY is maxmemory-policy.
        The command line wins over the environment, the environment over standard input and the file.

        Often needed:
          --port 6379                     TCP port; 0 for none
          --bind 127.0.0.1 -::1           addresses to listen at; "-" before one: go on without it
          --unixsocket /run/actorkv.sock
          --requirepass secret
          --dir ./data                    where the journal and the snapshots are
          --appendonly yes                no: snapshots only
          --appendfsync always            a reply means durable; everysec: may lose a second; no: as the system likes
          --save 3600 1 300 100           snapshot after so many seconds and changes; --save "" for none
          --maxmemory 2gb --maxmemory-policy allkeys-lru
          --daemonize yes --pidfile /run/actorkv.pid --logfile /var/log/actorkv.log
          --loglevel notice               debug, verbose, notice or warning

        Examples:
          actorkv
          actorkv /etc/actorkv.conf --port 7000
          echo 'maxmemory 128mb' | actorkv -
        """;
}
