// Rules: what ACL SETUSER takes, a line of an ACL file, and the `user` directive.
//
//   about the user        on off  nopass resetpass >password <password #hash !hash  sanitize-payload skip-sanitize-payload
//                         (rules …) clearselectors  reset
//   about a selector      +command -command +container|sub -container|sub +command|firstarg  +@category -@category  allcommands nocommands
//                         ~pattern %R~pattern %W~pattern  allkeys resetkeys   &pattern allchannels resetchannels
//
// Rules are read from left to right, and each is done before the next is read. Texts are bytes as Latin-1. As in redis-server 7.0.15, an
// empty rule does nothing, "%R" is a right to the key without a name, and a first argument is taken on trust.

using System.Buffers;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Access;

internal sealed class AclRules(CommandCatalog catalog, Func<bool> allowsChannelsByDefault, Action<string>? warn = null)
{
    private static readonly SearchValues<char> s_spaces = SearchValues.Create(" \t\n\v\f\r\0");

    /// <summary>A selector as it is before rules say anything.</summary>
    public Selector NewSelector()
    {
        Selector selector = new(catalog);
        selector.SetAllChannels(allowsChannelsByDefault());
        return selector;
    }

    public UserRights NewRights()
    {
        UserRights rights = new(catalog);
        rights.Root.SetAllChannels(allowsChannelsByDefault());
        return rights;
    }

    /// <summary>Of the default user when nobody said anything about it: everything is allowed, without a password.</summary>
    public UserRights NewDefaultRights()
    {
        UserRights rights = new(catalog) { IsEnabled = true, NeedsNoPassword = true };
        rights.Root.SetAllCommands(true);
        rights.Root.SetAllKeys(true);
        rights.Root.SetAllChannels(true);
        return rights;
    }

    /// <summary>Joins the words of a selector that was written with spaces: "(+get", "~a)".</summary>
    /// <param name="unclosed">The word that opens a parenthesis which nothing closes, when there is one.</param>
    public static List<string> Join(IEnumerable<string> words, out string? unclosed)
    {
        List<string> joined = [];
        StringBuilder? selector = null;
        unclosed = null;
        foreach (string word in words)
        {
            if (selector is not null)
            {
                selector.Append(' ').Append(word);
                if (!word.EndsWith(')')) continue;
                joined.Add(selector.ToString());
                (selector, unclosed) = (null, null);
            }
            else if (word.StartsWith('(') && !word.EndsWith(')')) selector = new StringBuilder(unclosed = word);
            else joined.Add(word);
        }
        return joined;
    }

    /// <summary>Does what a rule says. When it is wrong the rights may be changed in part, and must not be published.</summary>
    public AclRuleError Apply(UserRights rights, string rule)
    {
        switch (rule.ToUpperInvariant())
        {
            case "": return AclRuleError.None;
            case "ON": rights.IsEnabled = true; return AclRuleError.None;
            case "OFF": rights.IsEnabled = false; return AclRuleError.None;
            case "NOPASS": return ResetPasswords(rights, needsNone: true);
            case "RESETPASS": return ResetPasswords(rights, needsNone: false);
            case "SKIP-SANITIZE-PAYLOAD": rights.PayloadCheck = PayloadCheck.Skip; return AclRuleError.None;
            case "SANITIZE-PAYLOAD": rights.PayloadCheck = PayloadCheck.Sanitize; return AclRuleError.None;
            case "CLEARSELECTORS": rights.ClearSelectors(); return AclRuleError.None;
            case "RESET": return Reset(rights);
        }
        return rule[0] switch
        {
            '>' or '#' => AddPassword(rights, rule),
            '<' or '!' => RemovePassword(rights, rule),
            '(' => AddSelector(rights, rule),
            _ => Apply(rights.Root, rule),
        };
    }

    private static AclRuleError ResetPasswords(UserRights rights, bool needsNone)
    {
        rights.Passwords.Clear();
        rights.NeedsNoPassword = needsNone;
        return AclRuleError.None;
    }

    private AclRuleError Reset(UserRights rights)
    {
        ResetPasswords(rights, needsNone: false);
        rights.IsEnabled = false;
        rights.PayloadCheck = PayloadCheck.Sanitize;
        rights.ClearSelectors();
        rights.Root.SetAllCommands(false);
        rights.Root.SetAllKeys(false);
        rights.Root.SetAllChannels(allowsChannelsByDefault());
        return AclRuleError.None;
    }

    private static AclRuleError AddPassword(UserRights rights, string rule)
    {
        if (!TryReadPassword(rule, hashed: '#', out byte[] hash)) return AclRuleError.BadHash;
        if (!rights.Passwords.Exists(known => known.AsSpan().SequenceEqual(hash))) rights.Passwords.Add(hash);
        rights.NeedsNoPassword = false;
        return AclRuleError.None;
    }

    private static AclRuleError RemovePassword(UserRights rights, string rule)
    {
        if (!TryReadPassword(rule, hashed: '!', out byte[] hash)) return AclRuleError.BadHash;
        return rights.Passwords.RemoveAll(known => known.AsSpan().SequenceEqual(hash)) > 0 ? AclRuleError.None : AclRuleError.NoSuchPassword;
    }

    private static bool TryReadPassword(string rule, char hashed, out byte[] hash)
    {
        if (rule[0] == hashed) return PasswordHash.TryParse(rule.AsSpan(1), out hash);
        hash = PasswordHash.Of(Encoding.Latin1.GetBytes(rule[1..]));
        return true;
    }

    private AclRuleError AddSelector(UserRights rights, string rule)
    {
        if (!rule.EndsWith(')') || InlineSplitter.Split(Encoding.Latin1.GetBytes(rule[1..^1])) is not { } words) return AclRuleError.Syntax;
        Selector selector = NewSelector();
        foreach (byte[] word in words)
            if (Apply(selector, Encoding.Latin1.GetString(word)) is not AclRuleError.None and var error) return error;
        rights.AddSelector(selector);
        return AclRuleError.None;
    }

    private AclRuleError Apply(Selector selector, string rule)
    {
        switch (rule.ToUpperInvariant())
        {
            case "": return AclRuleError.Syntax;
            case "ALLCOMMANDS" or "+@ALL": selector.SetAllCommands(true); return AclRuleError.None;
            case "NOCOMMANDS" or "-@ALL": selector.SetAllCommands(false); return AclRuleError.None;
            case "ALLKEYS" or "~*": selector.SetAllKeys(true); return AclRuleError.None;
            case "RESETKEYS": selector.SetAllKeys(false); return AclRuleError.None;
            case "ALLCHANNELS" or "&*": selector.SetAllChannels(true); return AclRuleError.None;
            case "RESETCHANNELS": selector.SetAllChannels(false); return AclRuleError.None;
        }
        return rule[0] switch
        {
            '~' or '%' => AddKeys(selector, rule),
            '&' => AddChannels(selector, rule[1..]),
            '+' or '-' when rule.Length > 1 && rule[1] == '@' => SetCategory(selector, rule[2..], allow: rule[0] == '+'),
            '+' => Allow(selector, rule[1..]),
            '-' => Forbid(selector, rule[1..]),
            _ => AclRuleError.Syntax,
        };
    }

    private static AclRuleError AddKeys(Selector selector, string rule)
    {
        if (selector.AllKeys) return AclRuleError.KeysAfterAll;
        KeyRights rights = rule[0] == '~' ? KeyRights.All : KeyRights.None;
        int at = 1;
        for (; rule[0] == '%' && at < rule.Length; at++)
        {
            KeyRights right = rule[at] switch { 'R' or 'r' => KeyRights.Read, 'W' or 'w' => KeyRights.Write, _ => KeyRights.None };
            if (right != KeyRights.None && (rights & right) == 0) rights |= right;
            else if (rule[at] == '~' && rights != KeyRights.None)
            {
                at++;
                break;
            }
            else return AclRuleError.Syntax;
        }
        if (rights == KeyRights.None || HasSpaces(rule)) return AclRuleError.Syntax;
        selector.AddKeys(Encoding.Latin1.GetBytes(rule[at..]), rights);
        return AclRuleError.None;
    }

    private static AclRuleError AddChannels(Selector selector, string pattern)
    {
        if (selector.AllChannels) return AclRuleError.ChannelsAfterAll;
        if (HasSpaces(pattern)) return AclRuleError.Syntax;
        selector.AddChannels(Encoding.Latin1.GetBytes(pattern));
        return AclRuleError.None;
    }

    private AclRuleError SetCategory(Selector selector, string name, bool allow)
    {
        if (catalog.FindCategory(name) is not { } category) return AclRuleError.Unknown;
        selector.SetCommands(category.Touched, allow);
        return AclRuleError.None;
    }

    private AclRuleError Allow(Selector selector, string name)
    {
        int bar = name.LastIndexOf('|');
        if (bar < 0 || catalog.Find(name[..bar]) is { IsContainer: true, Spec.Container: null } && bar < name.Length - 1)
        {
            if (catalog.Find(name) is not { } command) return AclRuleError.Unknown;
            selector.SetCommands(CommandCatalog.Touched(command), allow: true);
            return AclRuleError.None;
        }
        if (catalog.Find(name[..bar]) is not { } limited) return AclRuleError.Unknown;
        if (limited.Spec.Container is not null) return AclRuleError.FirstArgumentOfSubcommand;
        if (bar == name.Length - 1) return AclRuleError.Syntax;
        warn?.Invoke($"Allowing a first argument of a command that is otherwise blocked is deprecated (in +{name})");
        selector.AddFirstArgument(limited, name[(bar + 1)..]);
        return AclRuleError.None;
    }

    private AclRuleError Forbid(Selector selector, string name)
    {
        if (catalog.Find(name) is not { } command) return AclRuleError.Unknown;
        selector.SetCommands(CommandCatalog.Touched(command), allow: false);
        return AclRuleError.None;
    }

    /// <summary>Whether a text holds what separates rules in a file.</summary>
    public static bool HasSpaces(string text) => text.AsSpan().ContainsAny(s_spaces);
}
