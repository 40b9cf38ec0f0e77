// The users as one value, for a cluster, whose nodes have the same (Clustering/ISharedDefinitions.cs): all users and their rights, made anew by each
// change, spelt as the lines of an ACL file, and taken over as a whole. A user that is there before and behind stays the same object, so that its
// connections go on, with their new rights; one that is gone can do nothing any more.

using System.Text;

namespace ActorKv.Engine.Access;

internal sealed partial class AccessControl
{
    /// <summary>All users that there are.</summary>
    public IReadOnlyDictionary<string, UserRights> Rights => _users.ToDictionary(pair => pair.Key, pair => pair.Value.Rights, StringComparer.Ordinal);

    /// <summary>The users of the file, as ACL LOAD would take them over. Null, or what is wrong with it.</summary>
    public string? ReadFile(out Dictionary<string, UserRights> users) => AclFile.Read(FilePath, Rules, out users);

    /// <summary>The users with one made, or changed. Null, or the error reply.</summary>
    public string? With(IReadOnlyDictionary<string, UserRights> users, string name, IEnumerable<string> words, out IReadOnlyDictionary<string, UserRights> next)
    {
        next = users;
        UserRights rights = users.TryGetValue(name, out UserRights? known) ? known.Clone() : Rules.NewRights();
        if (Apply(rights, name, words) is { } error) return error;
        next = new Dictionary<string, UserRights>(users, StringComparer.Ordinal) { [name] = rights };
        return null;
    }

    /// <summary>Users as lines, each ended.</summary>
    public byte[] Write(IReadOnlyDictionary<string, UserRights> users) =>
        Encoding.Latin1.GetBytes(string.Concat(users.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => _text.Line(new AclUser(pair.Key, pair.Value)) + "\n")));

    /// <summary>Users from such lines. Null, or what is wrong with them.</summary>
    public string? Read(byte[] lines, out Dictionary<string, UserRights> users) => AclFile.Parse(Encoding.Latin1.GetString(lines), "users", Rules, out users);

    /// <summary>Takes users in place of those that there are.</summary>
    /// <returns>Those that are gone.</returns>
    public List<AclUser> TakeOver(IReadOnlyDictionary<string, UserRights> users)
    {
        List<AclUser> gone = [];
        lock (_lock)
        {
            var next = _users.ToBuilder();
            foreach (AclUser user in _users.Values)
            {
                if (user == Default || users.ContainsKey(user.Name)) continue;
                next.Remove(user.Name);
                gone.Add(user);
            }
            foreach ((string name, UserRights rights) in users)
            {
                if (next.TryGetValue(name, out AclUser? user)) user.Publish(rights);
                else next.Add(name, new AclUser(name, rights));
            }
            if (!users.ContainsKey(DefaultName)) Default.Publish(Rules.NewDefaultRights());
            _users = next.ToImmutable();
            foreach (AclUser user in gone) user.Delete(new UserRights(Catalog));
        }
        return gone;
    }
}
