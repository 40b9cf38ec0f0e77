// A command on its way to a host: its name and its arguments, on the caller's stack.

namespace ActorKv;

/// <summary>One command: a name and its arguments. Lives no longer than the call that sends it.</summary>
public readonly ref struct KvCommand
{
    /// <summary>A command of any name. What it needs is looked up: see <see cref="Needs"/>.</summary>
    /// <param name="name">"GET", in any case. One word: what follows it ("CONFIG GET") is the first argument.</param>
    /// <param name="arguments">What stands behind the name.</param>
    public KvCommand(string name, ReadOnlySpan<KvValue> arguments) : this(KvCommandRules.NeedsOf(name, arguments), name, arguments)
    {
    }

    /// <summary>A command whose needs the caller knows; this saves looking them up.</summary>
    internal KvCommand(KvNeeds needs, string name, ReadOnlySpan<KvValue> arguments)
    {
        Name = name;
        Arguments = arguments;
        Needs = needs;
    }

    /// <summary>The command's name, as the caller has spelt it.</summary>
    public string Name { get; }

    /// <summary>What stands behind the name.</summary>
    public ReadOnlySpan<KvValue> Arguments { get; }

    /// <summary>Which connection may carry it.</summary>
    public KvNeeds Needs { get; }

    /// <summary>The arguments, to be kept beyond the call.</summary>
    internal KvValue[] KeepArguments()
    {
        KvValue[] kept = new KvValue[Arguments.Length];
        for (int i = 0; i < kept.Length; i++) kept[i] = Arguments[i].Keep();
        return kept;
    }
}

/// <summary>Which connection a command may go through.</summary>
public enum KvNeeds
{
    /// <summary>Any.</summary>
    Nothing,

    /// <summary>It may wait for its keys: a connection on which it delays nobody.</summary>
    Patience,

    /// <summary>It changes the connection for the commands behind it: a session.</summary>
    Session,

    /// <summary>None: it breaks the rule that a command has one reply (SUBSCRIBE, MONITOR, CLIENT REPLY …).</summary>
    Refused,
}
