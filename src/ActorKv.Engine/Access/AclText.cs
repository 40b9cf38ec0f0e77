// Users as text that loads again: a line of ACL LIST, of an ACL file, of CONFIG REWRITE; and the pieces that ACL GETUSER shows. Latin-1.

using System.Text;

namespace ActorKv.Engine.Access;

internal sealed class AclText(CommandCatalog catalog)
{
    private readonly CommandRulesText _commands = new(catalog);

    /// <summary>"user bob on #… ~app:* resetchannels -@all +get"</summary>
    public string Line(AclUser user) => $"user {user.Name} {Rules(user.Rights)}";

    /// <summary>All rules that make a new user this one.</summary>
    public string Rules(UserRights rights)
    {
        StringBuilder text = new();
        foreach (string flag in Flags(rights)) text.Append(flag).Append(' ');
        foreach (byte[] password in rights.Passwords) text.Append('#').Append(PasswordHash.Print(password)).Append(' ');
        Append(text, rights.Root);
        for (int i = 1; i < rights.Selectors.Count; i++)
        {
            text.Append(" (");
            Append(text, rights.Selectors[i]);
            text.Append(')');
        }
        return text.ToString();
    }

    public static IReadOnlyList<string> Flags(UserRights rights)
    {
        List<string> flags = [rights.IsEnabled ? "on" : "off"];
        if (rights.NeedsNoPassword) flags.Add("nopass");
        if (rights.PayloadCheck == PayloadCheck.Skip) flags.Add("skip-sanitize-payload");
        if (rights.PayloadCheck == PayloadCheck.Sanitize) flags.Add("sanitize-payload");
        return flags;
    }

    public string Commands(Selector selector) => _commands.Write(selector);

    public static string Keys(Selector selector) => selector.AllKeys ? "~*" : string.Join(' ', selector.Keys.Select(Show));

    public static string Channels(Selector selector) =>
        selector.AllChannels ? "&*" : string.Join(' ', selector.Channels.Select(pattern => "&" + Encoding.Latin1.GetString(pattern)));

    private void Append(StringBuilder text, Selector selector)
    {
        string keys = Keys(selector), channels = Channels(selector);
        if (keys.Length > 0) text.Append(keys).Append(' ');
        if (!selector.AllChannels) text.Append("resetchannels ");
        if (channels.Length > 0) text.Append(channels).Append(' ');
        text.Append(Commands(selector));
    }

    private static string Show(KeyPattern pattern) => pattern.Rights switch
    {
        KeyRights.Read => "%R~",
        KeyRights.Write => "%W~",
        _ => "~",
    } + Encoding.Latin1.GetString(pattern.Pattern);
}
