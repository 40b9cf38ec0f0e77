// Ends every command that takes members away: there are no empty sets.

using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Sets.Shared;

internal static class SetRemoval
{
    public static void DeleteIfEmpty(ref KeyEntry key, SetValue set)
    {
        if (set.Count == 0) key.DeleteAndNotify();
    }
}
