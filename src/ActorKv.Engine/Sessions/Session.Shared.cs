// Turn commands about what all nodes of a cluster share (Clustering/ISharedDefinitions.cs): those that change it have no turn there, since it lives in
// no key shard; those that need a part of it which is unknown here have it looked for in the database, once, before they say that there is none.

using ActorKv.Core.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Sessions;

internal sealed partial class Session
{
    private Request? _lookedUp;

    private bool RunTurn(TurnCommand command, Request request)
    {
        if (Store.Shared is not null)
        {
            if (command.Share is { } share)
            {
                ArgReader args = new(request, command.FirstArgument);
                share(ref args, this);
                return !IsSuspended;
            }
            if (command.Knows is { } knows && !ReferenceEquals(request, _lookedUp) && !knows(this, request))
            {
                Postpone(request);
                _lookedUp = _postponed;
                _ = GoOnAfterAsync(Store.Shared.RefreshFunctionsAsync());
                return false;
            }
            _lookedUp = null;
        }
        return _turn.Run(command, request);
    }

    private async Task GoOnAfterAsync(Task refresh)
    {
        await refresh.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Transport.Resume();
    }
}
