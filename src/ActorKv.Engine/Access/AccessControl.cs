// Who may do what: the users, their passwords and rights, and the log of what was refused.
//
//   requirepass ─┐
//   user lines ──┼─► users by name ──► AclUser ◄── Session.User ── each command is checked against its rights of that moment
//   aclfile ─────┘        ▲
//                 ACL SETUSER, DELUSER, LOAD
//
// Changes exclude each other and are all or nothing; reading takes no lock. The default user is one object for as long as the server runs:
// sessions that have not authenticated are that user. Users come from `user` lines or from a file, never from both.

using System.Collections.Immutable;
using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Configuration;
using Microsoft.Extensions.Logging;

namespace ActorKv.Engine.Access;

internal sealed partial class AccessControl
{
    public const string DefaultName = "default";

    private readonly Lock _lock = new();
    private readonly ServerOptions _options;
    private readonly ILogger _log;
    private readonly AclText _text;
    private volatile ImmutableSortedDictionary<string, AclUser> _users;

    /// <param name="parameters">What is configured; CONFIG REWRITE asks back.</param>
    /// <param name="table">All commands.</param>
    /// <param name="numbered">The same, by number.</param>
    /// <param name="log">Where to say what may be a mistake.</param>
    /// <exception cref="AclException">The users that are configured cannot be.</exception>
    public AccessControl(ServerParameters parameters, CommandTable table, IReadOnlyList<Command> numbered, ILogger log)
    {
        _options = parameters.Options;
        _log = log;
        Catalog = new CommandCatalog(table, numbered);
        Rules = new AclRules(Catalog, () => _options.AclPubSubDefault == AclPubSubDefault.AllChannels, warning => log.LogWarning("{Warning}", warning));
        _text = new AclText(Catalog);
        Log = new AclLog(_options);
        Default = new AclUser(DefaultName, Rules.NewDefaultRights());
        _users = ImmutableSortedDictionary.Create<string, AclUser>(StringComparer.Ordinal).Add(DefaultName, Default);
        if (_options.RequirePass.Length > 0) SetDefaultPassword();
        if (_options.AclFile.Length == 0) AddConfigured(_options.Users);
        else if (_options.Users.Count > 0)
            throw new AclException("There are users in the configuration, and an aclfile too: it would not be clear which of them hold. Keep them in one place.");
        else if (TryLoad(out _) is { } wrong) throw new AclException("Aborting startup because of ACL errors: " + wrong);
        parameters.OnChange("requirepass", SetDefaultPassword);
        parameters.Rewriting += () => _options.Users = [.. ConfigurationLines()];
    }

    public CommandCatalog Catalog { get; }

    public AclRules Rules { get; }

    public AclLog Log { get; }

    /// <summary>Whom sessions are that have not said who they are.</summary>
    public AclUser Default { get; }

    public bool HasFile => _options.AclFile.Length > 0;

    private string FilePath => Path.Combine(Path.GetFullPath(_options.Dir), _options.AclFile);

    /// <summary>All users, by name.</summary>
    public IEnumerable<AclUser> Users => _users.Values;

    public AclUser? Find(string name) => _users.GetValueOrDefault(name);

    /// <summary>"user bob on … +get"</summary>
    public string Describe(AclUser user) => _text.Line(user);

    /// <summary>"-@all +get"</summary>
    public string DescribeCommands(Selector selector) => _text.Commands(selector);

    /// <summary>The user whose name and password these are; null when there is none, or it is disabled. Takes about the same time in all cases.</summary>
    public AclUser? Authenticate(ReadOnlySpan<byte> name, ReadOnlySpan<byte> password)
    {
        byte[] hash = PasswordHash.Of(password);
        if (Find(Encoding.Latin1.GetString(name)) is not { } user) return null;
        UserRights rights = user.Rights;
        bool fits = PasswordHash.IsAny(rights.Passwords, hash) || rights.NeedsNoPassword;
        return fits && rights.IsEnabled && !user.IsDeleted ? user : null;
    }

    /// <summary>Makes or changes a user, wholly or not at all.</summary>
    /// <returns>Null, or the error reply.</returns>
    public string? Set(string name, IEnumerable<string> words)
    {
        lock (_lock)
        {
            AclUser? user = Find(name);
            UserRights rights = user?.Rights.Clone() ?? Rules.NewRights();
            if (Apply(rights, name, words) is { } error) return error;
            if (user is null) _users = _users.Add(name, new AclUser(name, rights));
            else user.Publish(rights);
            return null;
        }
    }

    /// <summary>Removes users, and takes everything from those who still hold on to them. Unknown names are left out.</summary>
    public List<AclUser> Remove(IEnumerable<string> names)
    {
        List<AclUser> removed = [];
        lock (_lock)
        {
            foreach (string name in names)
            {
                if (Find(name) is not { } user || user == Default) continue;
                _users = _users.Remove(name);
                user.Delete(new UserRights(Catalog));
                removed.Add(user);
            }
        }
        return removed;
    }

    /// <summary>Takes the users of the file in place of those that there are. Null, or what is wrong; then nothing has changed.</summary>
    /// <param name="gone">The users that were replaced: all but the default user.</param>
    public string? TryLoad(out List<AclUser> gone)
    {
        gone = [];
        lock (_lock)
        {
            if (AclFile.Read(FilePath, Rules, out Dictionary<string, UserRights> read) is { } wrong) return wrong;
            ImmutableSortedDictionary<string, AclUser>.Builder users = _users.ToBuilder();
            users.Clear();
            users.Add(DefaultName, Default);
            foreach ((string name, UserRights rights) in read)
                if (name != DefaultName) users.Add(name, new AclUser(name, rights));
            gone.AddRange(_users.Values.Where(user => user != Default));
            _users = users.ToImmutable();
            Default.Publish(read.GetValueOrDefault(DefaultName) ?? Rules.NewDefaultRights());
            foreach (AclUser user in gone) user.Delete(new UserRights(Catalog));
            return null;
        }
    }

    /// <summary>Writes all users into the file. False when it cannot be written; the log says why.</summary>
    public bool TrySave()
    {
        lock (_lock)
        {
            try
            {
                AclFile.Write(FilePath, Users.Select(Describe));
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _log.LogError("The users cannot be saved: {Reason}", e.Message);
                return false;
            }
        }
    }

    private string? Apply(UserRights rights, string name, IEnumerable<string> words)
    {
        if (AclRules.HasSpaces(name)) return "ERR Usernames can't contain spaces or null characters";
        List<string> rules = AclRules.Join(words, out string? unclosed);
        if (unclosed is not null) return $"ERR Unmatched parenthesis in acl selector starting at '{unclosed}'.";
        foreach (string rule in rules)
            if (Rules.Apply(rights, rule) is not AclRuleError.None and var error) return $"ERR Error in ACL SETUSER modifier '{rule}': {error.Text()}";
        return null;
    }

    private void SetDefaultPassword()
    {
        lock (_lock)
        {
            UserRights rights = Default.Rights.Clone();
            Rules.Apply(rights, "resetpass");
            Rules.Apply(rights, _options.RequirePass.Length == 0 ? "nopass" : ">" + ToLatin1(_options.RequirePass));
            Default.Publish(rights);
        }
    }

    private void AddConfigured(IReadOnlyList<IReadOnlyList<string>> lines)
    {
        foreach (IReadOnlyList<string> line in lines)
        {
            string name = ToLatin1(line[0]);
            if (AclRules.HasSpaces(name)) throw Bad("Spaces not allowed in ACL usernames");
            UserRights rights = Rules.NewRights();
            if (name == DefaultName) Rules.Apply(rights, "reset");
            List<string> rules = AclRules.Join(line.Skip(1).Select(ToLatin1), out string? unclosed);
            if (unclosed is not null) throw Bad($"Unmatched parenthesis in acl selector starting at '{unclosed}'");
            foreach (string rule in rules)
                if (Rules.Apply(rights, rule) is not AclRuleError.None and var error) throw Bad(error == AclRuleError.Unknown ? $"'{rule}': {error.Text()}" : error.Text());
            if (!rights.IsEnabled) _log.LogInformation("The user '{Name}' is disabled, as nothing in its rules says 'on'", name);
            if (name == DefaultName) Default.Publish(rights);
            else _users = _users.Add(name, new AclUser(name, rights));

            AclException Bad(string why) => new($"Error in user declaration '{name}': {why}");
        }
    }

    // None for a server where nobody said anything about users: requirepass tells the whole story.
    private IEnumerable<IReadOnlyList<string>> ConfigurationLines()
    {
        if (HasFile || (_users.Count == 1 && IsFresh(Default.Rights))) yield break;
        foreach (AclUser user in Users) yield return [.. Describe(user).Split(' ').Skip(1).Select(FromLatin1)];
    }

    private bool IsFresh(UserRights rights)
    {
        UserRights fresh = Rules.NewDefaultRights();
        if (_options.RequirePass.Length > 0) Rules.Apply(fresh, ">" + ToLatin1(_options.RequirePass));
        return _text.Rules(rights) == _text.Rules(fresh);
    }

    // The configuration is UTF-8 text; names and patterns are bytes.
    private static string ToLatin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string FromLatin1(string bytes) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(bytes));
}
