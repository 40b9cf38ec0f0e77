// One row of the parameter table: a name, how its value is spelt, where it lives in ServerOptions, and when it may change.

namespace ActorKv.Engine.Configuration;

internal enum Changeable
{
    /// <summary>CONFIG SET may change it.</summary>
    Always,

    /// <summary>Only a configuration file, the environment and the command line may set it.</summary>
    AtStart,

    /// <summary>As AtStart; in Redis CONFIG SET refuses it since it names a file (`enable-protected-configs no`).</summary>
    Protected,
}

internal abstract class ServerParameter(string name, Changeable changeable)
{
    public string Name => name;

    public Changeable Changeable => changeable;

    /// <summary>The name that the parameter had before Redis renamed it; works everywhere the name does.</summary>
    public string? Alias { get; init; }

    /// <summary>True for what CONFIG GET and SET know nothing of.</summary>
    public bool IsOnlyInFiles { get; init; }

    public abstract bool ManyWords { get; }

    /// <summary>True for a parameter of Redis that has one value here.</summary>
    public abstract bool IsFixed { get; }

    /// <summary>What a value may be, for people.</summary>
    public abstract string Values { get; }

    /// <summary>What CONFIG GET says.</summary>
    public abstract string Print(ServerOptions options);

    /// <summary>Reads a value for <paramref name="options"/> without changing them.</summary>
    /// <param name="again">The configuration that is being read has set it before.</param>
    /// <param name="set">Puts the value into options.</param>
    /// <returns>Null, or what is wrong.</returns>
    public abstract string? Parse(ReadOnlySpan<string> words, ServerOptions options, bool again, out Action<ServerOptions> set);

    /// <summary>Puts the parameter's present value back when it is run.</summary>
    public abstract Action<ServerOptions> Remember(ServerOptions options);

    /// <summary>The words of the lines that say the value in a configuration file, without the name.</summary>
    public abstract IEnumerable<IReadOnlyList<string>> Lines(ServerOptions options);
}

internal sealed class ServerParameter<T>(
    string name, Changeable changeable, ParameterKind<T> kind, Func<ServerOptions, T> read, Action<ServerOptions, T> write)
    : ServerParameter(name, changeable)
{
    public override bool ManyWords => kind.ManyWords;

    public override bool IsFixed => kind is FixedKind;

    public override string Values => kind.Values;

    public override string Print(ServerOptions options) => kind.Print(read(options));

    public override string? Parse(ReadOnlySpan<string> words, ServerOptions options, bool again, out Action<ServerOptions> set)
    {
        T current = read(options);
        string? error = kind.Parse(words, current, out T value);
        if (again) value = kind.Combine(current, value);
        set = target => write(target, value);
        return error;
    }

    public override Action<ServerOptions> Remember(ServerOptions options)
    {
        T value = read(options);
        return target => write(target, value);
    }

    public override IEnumerable<IReadOnlyList<string>> Lines(ServerOptions options) => kind.Lines(read(options));
}
