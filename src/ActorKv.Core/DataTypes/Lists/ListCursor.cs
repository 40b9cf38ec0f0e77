// A place in a list: a node and an offset into it. It moves both ways, element by element, and reads without an allocation. A change of the
// list invalidates it, but for the changes that take the cursor itself.

using ActorKv.Core.DataTypes.Packed;

namespace ActorKv.Core.DataTypes.Lists;

internal struct ListCursor(QuickList list, int node, int offset)
{
    public int Node { get; internal set; } = node;

    /// <summary>Where in the node's body the element begins.</summary>
    public int Offset { get; internal set; } = offset;

    public readonly bool IsAtElement => (uint)Node < (uint)list.NodeCount;

    public readonly PackedElement Current => list[Node].Read(Offset);

    public void MoveNext()
    {
        ref QuickListNode here = ref list[Node];
        Offset = here.Next(Offset);
        if (Offset < here.Length) return;
        Node++;
        Offset = 0;
    }

    public void MovePrevious()
    {
        if (Offset == 0)
        {
            if (--Node < 0) return;
            Offset = list[Node].Length;
        }
        Offset = list[Node].Previous(Offset);
    }
}
