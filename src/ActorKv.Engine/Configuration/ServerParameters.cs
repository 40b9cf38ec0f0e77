// The parameters of one server: finds, prints, sets and loads them, and tells who wants to know.
//
//   file, environment, command line --TryLoad--+
//                                              +--> ServerOptions --> engine, server
//   CONFIG SET ---------------------TrySet-----+         |
//                                     ^                  v
//                                     +---- an error --- OnChange: whoever must act, and may refuse
//
// CONFIG SET is all or nothing: every name is checked, then every value, then the values are set and the listeners of those that changed
// run; when one of them refuses, all values go back and the listeners that had run are run again. Sets exclude each other; reading takes
// no lock. The error texts are those of redis-server 7.0.15.

using ActorKv.Core.Keys;

namespace ActorKv.Engine.Configuration;

internal sealed class ServerParameters
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ServerParameter> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<ServerParameter, List<Func<string?>>> _listeners = [];
    private readonly HashSet<ServerParameter> _loaded = [];
    private readonly ServerOptions _defaults = new();

    public ServerParameters(ServerOptions? options = null)
    {
        Options = options ?? new ServerOptions();
        foreach (ServerParameter parameter in ServerParameterTable.All)
        {
            _byName.Add(parameter.Name, parameter);
            if (parameter.Alias is { } alias) _byName.Add(alias, parameter);
        }
    }

    public ServerOptions Options { get; }

    /// <summary>Full path of the configuration file, for INFO; empty when the server runs without one.</summary>
    public string ConfigFile { get; set; } = "";

    /// <summary>Writes the configuration file anew: null, or what went wrong. Null itself when the server runs without a file.</summary>
    public Func<string?>? RewriteFile { get; set; }

    /// <summary>Before the file is written anew: for who keeps values that change otherwise than by CONFIG SET.</summary>
    public event Action? Rewriting;

    public ServerParameter? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>True when the parameter has the value that a server without any configuration has.</summary>
    public bool IsDefault(ServerParameter parameter) =>
        string.Equals(parameter.Print(Options), parameter.Print(_defaults), StringComparison.Ordinal);

    /// <summary>Runs <paramref name="apply"/> after CONFIG SET has changed the parameter. It returns null, or why the new value, which
    /// is in <see cref="Options"/> already, cannot be had; then the old one comes back.</summary>
    public void OnChange(string name, Func<string?> apply)
    {
        ServerParameter parameter = Find(name) ?? throw new ArgumentException($"There is no parameter '{name}'.", nameof(name));
        lock (_lock)
        {
            if (!_listeners.TryGetValue(parameter, out List<Func<string?>>? listeners)) _listeners.Add(parameter, listeners = []);
            listeners.Add(apply);
        }
    }

    /// <inheritdoc cref="OnChange(string, Func{string?})"/>
    public void OnChange(string name, Action apply) => OnChange(name, () =>
    {
        apply();
        return null;
    });

    /// <summary>Names and values of the parameters that any of the patterns matches, each once: CONFIG GET.</summary>
    public List<KeyValuePair<string, string>> Get(params ReadOnlySpan<string> patterns)
    {
        List<KeyValuePair<string, string>> found = [];
        HashSet<string> seen = new(StringComparer.OrdinalIgnoreCase);
        foreach (string pattern in patterns)
        {
            if (pattern.AsSpan().IndexOfAny('*', '?', '[') < 0)
            {
                // A plain name comes back as it was asked for.
                if (Find(pattern) is { IsOnlyInFiles: false } parameter && seen.Add(pattern)) found.Add(new(pattern, parameter.Print(Options)));
                continue;
            }
            byte[] glob = System.Text.Encoding.UTF8.GetBytes(pattern);
            foreach ((string name, ServerParameter parameter) in _byName)
                if (!parameter.IsOnlyInFiles && GlobPattern.IsMatch(glob, System.Text.Encoding.UTF8.GetBytes(name), ignoreCase: true) && seen.Add(name))
                    found.Add(new(name, parameter.Print(Options)));
        }
        return found;
    }

    /// <summary>Sets several parameters or, when <paramref name="error"/> says why, none: CONFIG SET.</summary>
    public bool TrySet(IReadOnlyList<KeyValuePair<string, string>> pairs, out string error)
    {
        lock (_lock)
        {
            error = Check(pairs) ?? "";
            if (error.Length > 0) return false;

            List<Action<ServerOptions>> sets = [];
            foreach ((string name, string text) in pairs)
            {
                ServerParameter parameter = _byName[name];
                string[] words = parameter.ManyWords ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [text];
                if (parameter.Parse(words is [] ? [""] : words, Options, again: false, out Action<ServerOptions> set) is { } wrong)
                {
                    error = Failed(name, wrong);
                    return false;
                }
                sets.Add(set);
            }
            error = Apply(pairs, sets) ?? "";
            return error.Length == 0;
        }
    }

    /// <summary>Sets a parameter before the server runs, from the words of a directive. The error is without a code.</summary>
    public bool TryLoad(string name, ReadOnlySpan<string> words, out string error)
    {
        if (Find(name) is not { } parameter)
        {
            error = "Bad directive or wrong number of arguments";
            return false;
        }
        if (words.Length == 0 || (words.Length > 1 && !parameter.ManyWords))
        {
            error = "wrong number of arguments";
            return false;
        }
        // "--save '60 1000'" is one word to the shell, and two to the parameter.
        if (words is [var only] && parameter.ManyWords && only.Contains(' ')) words = only.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        error = parameter.Parse(words, Options, _loaded.Contains(parameter), out Action<ServerOptions> set) ?? "";
        if (error.Length > 0) return false;
        set(Options);
        _loaded.Add(parameter);
        return true;
    }

    /// <summary>Writes the configuration file anew: CONFIG REWRITE.</summary>
    public bool TryRewrite(out string error)
    {
        lock (_lock)
        {
            Rewriting?.Invoke();
            if (RewriteFile is null) error = "ERR The server is running without a config file";
            else if (RewriteFile() is { } why) error = "ERR Rewriting config file: " + why;
            else error = "";
            return error.Length == 0;
        }
    }

    private string? Check(IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, _) in pairs)
        {
            if (Find(name) is not { IsOnlyInFiles: false } parameter) return $"ERR Unknown option or number of arguments for CONFIG SET - '{name.Split('\0')[0]}'";     // as C prints it
            if (parameter.Changeable == Changeable.AtStart) return Failed(name, "can't set immutable config");
            if (parameter.Changeable == Changeable.Protected) return Failed(name, "can't set protected config");
            if (!names.Add(name)) return Failed(name, "duplicate parameter");
        }
        return null;
    }

    private string? Apply(IReadOnlyList<KeyValuePair<string, string>> pairs, List<Action<ServerOptions>> sets)
    {
        List<Action<ServerOptions>> backs = [];
        List<string> before = [];
        foreach ((string name, _) in pairs)
        {
            backs.Add(_byName[name].Remember(Options));
            before.Add(_byName[name].Print(Options));
        }
        foreach (Action<ServerOptions> set in sets) set(Options);

        List<Func<string?>> ran = [];
        for (int i = 0; i < pairs.Count; i++)
        {
            ServerParameter parameter = _byName[pairs[i].Key];
            if (parameter.Print(Options) == before[i] || !_listeners.TryGetValue(parameter, out List<Func<string?>>? listeners)) continue;
            foreach (Func<string?> listener in listeners)
            {
                ran.Add(listener);
                if (listener() is not { } refusal) continue;
                foreach (Action<ServerOptions> back in backs) back(Options);
                foreach (Func<string?> again in ran) again();
                return Failed(pairs[i].Key, refusal);
            }
        }
        return null;
    }

    private static string Failed(string name, string why) =>
        $"ERR CONFIG SET failed (possibly related to argument '{name.ToLowerInvariant()}') - {why}";
}
