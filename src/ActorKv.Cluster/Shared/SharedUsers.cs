// The users of all nodes: the lines of an ACL file. Until somebody changes one, each node has those that it was configured with; the first change takes
// the changing node's to all.

using ActorKv.Engine;
using ActorKv.Engine.Access;
using ActorKv.Engine.Clustering;
using ActorKv.Engine.Commands.Acl.Shared;
using ActorKv.Engine.Commits;
using ActorKv.Engine.Sessions;

namespace ActorKv.Cluster.Shared;

internal sealed class SharedUsers(Store store, ISharedTable table) : SharedDefinition<IReadOnlyDictionary<string, UserRights>>(table, "users")
{
    protected override IReadOnlyDictionary<string, UserRights> Current => store.Access.Rights;

    /// <summary>Changes the users. The session that asks is not closed, whatever becomes of its user.</summary>
    public Task<string?> ChangeAsync(SharedChange<IReadOnlyDictionary<string, UserRights>> change, Session asking, CancellationToken cancellation) =>
        ChangeAsync(change, users => TakeOver(users, asking), cancellation);

    protected override byte[] Write(IReadOnlyDictionary<string, UserRights> value) => store.Access.Write(value);

    protected override IReadOnlyDictionary<string, UserRights> Read(byte[] payload) =>
        store.Access.Read(payload, out Dictionary<string, UserRights> users) is { } wrong
            ? throw new JournalException($"The users that all nodes share cannot be read: {wrong}")
            : users;

    protected override void Adopt(IReadOnlyDictionary<string, UserRights> value) => TakeOver(value, asking: null);

    private void TakeOver(IReadOnlyDictionary<string, UserRights> users, Session? asking) => UserSessions.CloseAll(store, asking, store.Access.TakeOver(users));
}
