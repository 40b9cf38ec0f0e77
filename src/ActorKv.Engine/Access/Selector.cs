// One set of permissions: commands, keys and channels that go together. A user has a first one, and any number of others in parentheses;
// a request is allowed when one of them alone allows all of it.
//
//   +get +config|get +select|0     a bit for each command and subcommand; first arguments for commands without subcommands
//   ~app:* %R~shared:*             key patterns with rights
//   &news.*                        channel patterns
//
// Rules change a selector before it is published in a user's rights. From then on nobody does, so checks take no lock.

using System.Collections;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

internal sealed class Selector
{
    [ThreadStatic]
    private static List<int>? t_positions;

    private readonly BitArray _commands;
    private readonly List<KeyPattern> _keys = [];
    private readonly List<byte[]> _channels = [];
    private Dictionary<int, List<string>>? _firstArguments;

    public Selector(CommandCatalog catalog) => _commands = catalog.NewSet();

    private Selector(Selector other)
    {
        _commands = new BitArray(other._commands);
        _keys = [.. other._keys];
        _channels = [.. other._channels];
        (AllCommands, FutureCommands, AllKeys, AllChannels) = (other.AllCommands, other.FutureCommands, other.AllKeys, other.AllChannels);
        if (other._firstArguments is { } arguments) _firstArguments = arguments.ToDictionary(pair => pair.Key, pair => new List<string>(pair.Value));
    }

    /// <summary>+@all and nothing taken back since.</summary>
    public bool AllCommands { get; private set; }

    /// <summary>+@all came last, whatever was taken back since: commands that are not known yet are allowed.</summary>
    public bool FutureCommands { get; private set; }

    public bool AllKeys { get; private set; }

    public bool AllChannels { get; private set; }

    public IReadOnlyList<KeyPattern> Keys => _keys;

    public IReadOnlyList<byte[]> Channels => _channels;

    public bool AllowsEverything => AllCommands && AllKeys && AllChannels;

    public Selector Clone() => new(this);

    /// <summary>Whether the command is allowed with any arguments.</summary>
    public bool Has(Command command) => _commands[command.Number];

    /// <summary>The arguments with which a command is allowed that otherwise is not.</summary>
    public IReadOnlyList<string> FirstArguments(Command command) =>
        _firstArguments is not null && _firstArguments.TryGetValue(command.Number, out List<string>? arguments) ? arguments : [];

    /// <summary>A set of its own of the commands that are allowed.</summary>
    public BitArray CopyCommands() => new(_commands);

    public AccessResult Check(Command command, Request request)
    {
        if (!AllowsCommand(command, request)) return AccessResult.NoCommand;
        if (!AllKeys && command.Spec.Keys.Length > 0 && ForbiddenKey(command, request) is > 0 and int key) return new AccessResult(AccessDenial.Key, key);
        if (!AllChannels && command.Spec.Channels != ChannelUse.None && ForbiddenChannel(command, request) is > 0 and int channel)
            return new AccessResult(AccessDenial.Channel, channel);
        return AccessResult.Allowed;
    }

    /// <summary>Whether these rights extend to each and every key.</summary>
    public bool CoversAllKeys(KeyRights needed)
    {
        if (AllKeys) return true;
        foreach (KeyPattern pattern in _keys)
            if ((pattern.Rights & needed) == needed && pattern.Pattern is [(byte)'*']) return true;
        return false;
    }

    public bool AllowsKey(ReadOnlySpan<byte> key, KeyRights needed)
    {
        if (AllKeys) return true;
        foreach (KeyPattern pattern in _keys)
            if ((pattern.Rights & needed) == needed && GlobPattern.IsMatch(pattern.Pattern, key)) return true;
        return false;
    }

    public bool AllowsKeys(Request request, List<int> positions, KeyRights needed)
    {
        foreach (int position in positions)
            if (!AllowsKey(request[position], needed)) return false;
        return true;
    }

    /// <summary>Whether a channel may be used; a pattern only when it stands in the selector letter by letter.</summary>
    public bool AllowsChannel(ReadOnlySpan<byte> channel, bool isPattern)
    {
        if (AllChannels) return true;
        foreach (byte[] pattern in _channels)
            if (isPattern ? channel.SequenceEqual(pattern) : GlobPattern.IsMatch(pattern, channel)) return true;
        return false;
    }

    public void SetAllCommands(bool allow)
    {
        _commands.SetAll(allow);
        AllCommands = FutureCommands = allow;
        _firstArguments = null;
    }

    public void SetCommands(IEnumerable<int> numbers, bool allow)
    {
        foreach (int number in numbers)
        {
            _commands[number] = allow;
            _firstArguments?.Remove(number);
        }
        if (!allow) AllCommands = false;
    }

    public void AddFirstArgument(Command command, string argument)
    {
        _firstArguments ??= [];
        if (!_firstArguments.TryGetValue(command.Number, out List<string>? arguments)) _firstArguments.Add(command.Number, arguments = []);
        if (!arguments.Contains(argument, StringComparer.OrdinalIgnoreCase)) arguments.Add(argument);
    }

    public void SetAllKeys(bool allow)
    {
        AllKeys = allow;
        _keys.Clear();
    }

    /// <summary>Adds a pattern, or its rights to those that it has.</summary>
    public void AddKeys(byte[] pattern, KeyRights rights)
    {
        int at = _keys.FindIndex(known => known.Pattern.AsSpan().SequenceEqual(pattern));
        if (at < 0) _keys.Add(new KeyPattern(pattern, rights));
        else _keys[at] = new KeyPattern(pattern, _keys[at].Rights | rights);
    }

    public void SetAllChannels(bool allow)
    {
        AllChannels = allow;
        _channels.Clear();
    }

    public void AddChannels(byte[] pattern)
    {
        if (!_channels.Exists(known => known.AsSpan().SequenceEqual(pattern))) _channels.Add(pattern);
    }

    // Who one is may always be said (AUTH, HELLO), and one may always go (QUIT, RESET).
    private bool AllowsCommand(Command command, Request request)
    {
        if (AllCommands || _commands[command.Number] || command.Spec.Has(CommandFlags.NoAuth)) return true;
        if (_firstArguments is null || request.Count < 2 || !_firstArguments.TryGetValue(command.Number, out List<string>? arguments)) return false;
        foreach (string argument in arguments)
            if (Ascii.EqualsIgnoreCase(request[1], argument)) return true;
        return false;
    }

    // Position of the first key that is not allowed, 0 when there is none. When the arguments contradict the specs, the keys found until then
    // are checked all the same; the command will refuse such a request before it touches a key.
    private int ForbiddenKey(Command command, Request request)
    {
        if (command.SingleKey is > 0 and int only) return MayTouch(command.Spec.Keys[0], request, only) ? 0 : only;
        List<int> positions = t_positions ??= [];
        foreach (KeySpec keys in command.Spec.Keys)
        {
            KeyAccess access = keys.AccessIn(request);
            if ((access & KeyAccess.NotKey) != 0) continue;
            KeyRights needed = KeyPattern.Needed(access);
            // Keys that the specs cannot tell one by one. Those that SORT's patterns make up are its own affair: it asks IKeyRights.
            if (keys.AnyKeyIn is { } anyKeyIn && keys.Search != KeySearch.Unknown && anyKeyIn(request) && !CoversAllKeys(needed)) return 1;
            positions.Clear();
            bool whole = keys.TryFind(request, positions);
            foreach (int position in positions)
                if (!AllowsKey(request[position], needed)) return position;
            if (!whole) break;
        }
        return 0;
    }

    private bool MayTouch(KeySpec keys, Request request, int position)
    {
        KeyAccess access = keys.AccessIn(request);
        return (access & KeyAccess.NotKey) != 0 || position >= request.Count || AllowsKey(request[position], KeyPattern.Needed(access));
    }

    private int ForbiddenChannel(Command command, Request request)
    {
        bool all = command.Spec.Channels != ChannelUse.First, patterns = command.Spec.Channels == ChannelUse.AllPatterns;
        for (int at = command.FirstArgument; at < request.Count; at++)
        {
            if (!AllowsChannel(request[at], patterns)) return at;
            if (!all) break;
        }
        return 0;
    }
}
