// All that ACL rules say of a user at one moment. Rules change a copy; when all of them were right it is published (AclUser.Publish), and
// from then on nobody changes it: a check sees the old rights or the new ones, never a mixture.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

/// <summary>Whether RESTORE should look closely at what it is given. Kept and printed; it always does here.</summary>
internal enum PayloadCheck { Unset, Skip, Sanitize }

internal sealed class UserRights
{
    private readonly List<Selector> _selectors;

    /// <summary>Of a new user: off, without a password, nothing allowed.</summary>
    public UserRights(CommandCatalog catalog) => _selectors = [new Selector(catalog)];

    private UserRights(UserRights other)
    {
        (IsEnabled, NeedsNoPassword, PayloadCheck) = (other.IsEnabled, other.NeedsNoPassword, other.PayloadCheck);
        Passwords = [.. other.Passwords];
        _selectors = [.. other._selectors.Select(selector => selector.Clone())];
    }

    public bool IsEnabled { get; set; }

    /// <summary>Any password will do.</summary>
    public bool NeedsNoPassword { get; set; }

    public PayloadCheck PayloadCheck { get; set; }

    /// <summary>Digests, in the order in which they came.</summary>
    public List<byte[]> Passwords { get; } = [];

    /// <summary>The first selector, which rules outside of parentheses are about.</summary>
    public Selector Root => _selectors[0];

    /// <summary>The root and the others.</summary>
    public IReadOnlyList<Selector> Selectors => _selectors;

    /// <summary>True when nothing at all is forbidden.</summary>
    public bool AllowsEverything => _selectors.Exists(selector => selector.AllowsEverything);

    public UserRights Clone() => new(this);

    public void AddSelector(Selector selector) => _selectors.Add(selector);

    public void ClearSelectors() => _selectors.RemoveRange(1, _selectors.Count - 1);

    /// <summary>Whether one selector alone allows the request. Of several refusals the one about the latest argument is told.</summary>
    public AccessResult Check(Command command, Request request)
    {
        AccessResult worst = AccessResult.NoCommand;
        foreach (Selector selector in _selectors)
        {
            AccessResult result = selector.Check(command, request);
            if (result.IsAllowed) return result;
            if (result.Denial > worst.Denial || (result.Denial == worst.Denial && result.Position > worst.Position)) worst = result;
        }
        return worst;
    }

    /// <summary>Whether one selector allows the request and extends to every key, named or not.</summary>
    public bool MayReadEveryKey(Command command, Request request)
    {
        foreach (Selector selector in _selectors)
            if (selector.CoversAllKeys(KeyRights.Read) && selector.Check(command, request).IsAllowed) return true;
        return false;
    }

    /// <summary>Whether one selector with the command extends to every key.</summary>
    public bool MayReadAll(Command command)
    {
        foreach (Selector selector in _selectors)
            if (selector.Has(command) && selector.CoversAllKeys(KeyRights.Read)) return true;
        return false;
    }

    /// <summary>Whether one selector with the command allows to read all these keys, which are arguments of another request.</summary>
    public bool MayRead(Command command, Request request, List<int> keys)
    {
        foreach (Selector selector in _selectors)
            if (selector.Has(command) && selector.AllowsKeys(request, keys, KeyRights.Read)) return true;
        return false;
    }

    public bool AllowsChannel(ReadOnlySpan<byte> channel, bool isPattern)
    {
        foreach (Selector selector in _selectors)
            if (selector.AllowsChannel(channel, isPattern)) return true;
        return false;
    }
}
