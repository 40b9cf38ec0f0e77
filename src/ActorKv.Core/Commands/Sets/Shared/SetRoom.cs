// Room for the members of a set that SADD makes: without it, twenty members would be added to an array that grows a dozen times.
//
// Only where the form is known beforehand: integers alone, or a first member that is none. Members that come twice make the room a little too large.

using ActorKv.Core.DataTypes.Packed;
using ActorKv.Core.DataTypes.Sets;
using ActorKv.Core.Keyspaces;

namespace ActorKv.Core.Commands.Sets.Shared;

internal static class SetRoom
{
    /// <summary>Makes room in a new set for all remaining arguments.</summary>
    public static void Make(SetValue set, ArgReader args, KeyspaceSettings settings)
    {
        int count = args.Remaining, width = 0, size = 0;
        bool integers = PackedElement.Of(args.Peek()).IsInteger;
        if (count == 1 || count > (integers ? SetValue.MostIntegers(settings) : SetValue.MostPacked(settings))) return;
        while (!args.AtEnd)
        {
            PackedElement member = PackedElement.Of(args.Next());
            if (integers ? !member.IsInteger : member.Length > settings.SetMaxListpackValue) return;
            if (integers) width = Math.Max(width, IntSet.WidthOf(member.Integer));
            else size += member.PackedLength;
        }
        set.MakeRoom(width, integers ? count * width : size);
    }
}
