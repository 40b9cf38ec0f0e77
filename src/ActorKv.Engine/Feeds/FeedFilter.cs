// Which changes a reader is told: those of keys that match its pattern, and that its user may read.
//
// A pattern looks at the keys that an effect changes; rights at all that it names, since `RENAME secret public` tells both. FLUSHDB and SWAPDB concern
// every key and are told to everybody. Functions are no keys: who asks by pattern, or may not read all keys, is not told of them.
//
// Rights are asked at the moment of reading, so that what was taken from a user counts for a reader that already waits.

using ActorKv.Core.Commands;
using ActorKv.Core.Keys;
using ActorKv.Engine.Access;
using ActorKv.Protocol;

namespace ActorKv.Engine.Feeds;

internal sealed class FeedFilter(byte[]? pattern, AclUser user, Command asking)
{
    private readonly List<int> _named = [];
    private readonly bool _isOpen = pattern is null or [(byte)'*'];

    /// <summary>Whether the effect is told. Lists the arguments that are keys it changes.</summary>
    public bool Tells(CommandSpec spec, Request effect, List<int> changed)
    {
        _named.Clear();
        changed.Clear();
        if (spec.Keys.Length == 0) return !FeedCommand.IsOfFunctions(effect) || (_isOpen && (user.IsUnrestricted || user.Rights.MayReadAll(asking)));
        foreach (KeySpec keys in spec.Keys) Find(keys, effect, changed);
        return (_isOpen || Matches(effect, changed)) && (user.IsUnrestricted || user.Rights.MayRead(asking, effect, _named));
    }

    private void Find(KeySpec keys, Request effect, List<int> changed)
    {
        KeyAccess access = keys.AccessIn(effect);
        if ((access & KeyAccess.NotKey) != 0) return;
        int before = _named.Count;
        keys.TryFind(effect, _named);
        if ((access & KeyAccess.ReadOnly) != 0) return;
        for (int i = before; i < _named.Count; i++) changed.Add(_named[i]);
    }

    private bool Matches(Request effect, List<int> changed)
    {
        foreach (int position in changed)
            if (GlobPattern.IsMatch(pattern, effect[position])) return true;
        return false;
    }
}
