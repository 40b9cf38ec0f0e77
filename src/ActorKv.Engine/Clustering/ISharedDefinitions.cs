// What is the same on every node of a cluster and belongs to no key: libraries of functions, and users. It lives in the database, whole, with a
// version; a change of it is made from what stands there, and holds when it has taken that version's place. Nodes hear of it and take it over.
//
//   FUNCTION LOAD ─► this node: the newest from the database ─► changed ─► back, if nobody was faster ─► taken over here ─► OK
//                                                                              └─ notification ─► taken over by every other node, soon
//
// A server that stands alone has none of this (Store.Shared is null): there libraries live in a key shard, and users in the configuration.

using ActorKv.Engine.Access;
using ActorKv.Engine.Scripting;
using ActorKv.Engine.Sessions;

namespace ActorKv.Engine.Clustering;

/// <summary>Makes the next of what there is, without changing it; called again when somebody else was faster.</summary>
/// <returns>Null, or the error reply: then nothing changes.</returns>
internal delegate string? SharedChange<T>(T current, out T next);

internal interface ISharedDefinitions
{
    /// <summary>Changes the libraries of functions on all nodes. When it ends they hold here, and are in the database.</summary>
    /// <returns>Null, or what the change said.</returns>
    /// <exception cref="Commits.JournalException">The database cannot be asked, or has not confirmed.</exception>
    Task<string?> ChangeFunctionsAsync(SharedChange<FunctionTable> change);

    /// <summary>Takes over what the database has. An error is logged.</summary>
    Task RefreshFunctionsAsync();

    /// <summary>Changes the users of all nodes; connections of those that are gone are closed, but for the one that asks.</summary>
    /// <inheritdoc cref="ChangeFunctionsAsync"/>
    Task<string?> ChangeUsersAsync(SharedChange<IReadOnlyDictionary<string, UserRights>> change, Session asking);
}
