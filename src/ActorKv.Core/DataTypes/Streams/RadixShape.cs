// Number of nodes of the radix tree in which Redis would keep a stream's nodes: XINFO STREAM tells it as radix-tree-nodes.
//
// Redis' tree (rax) has a node for each place where keys part, one for each run of bytes without parting, however long, and one for each key's
// end. The keys here are 16 byte ids in their order, so all follows from how many bytes neighbours share:
//
//   keys  aab  aac  abx      shared  2  1          a . a . b        parting at depth 1 and, on one branch, at depth 2
//                                                    |   c
//                                                    b x
//
// Each end and each parting has one way up, to the deepest parting above it; a run lies on it when that is more than a byte away.

namespace ActorKv.Core.DataTypes.Streams;

internal static class RadixShape
{
    private const int Root = -1;

    /// <summary>Counts the nodes. Takes time in proportion to the stream's nodes, not to its entries.</summary>
    public static long CountNodes(EntryStream stream)
    {
        if (stream.NodeCount == 0) return 1;
        Span<int> open = stackalloc int[StreamId.Size + 1];      // depths of the partings above the current key, the root below them
        int top = 0;
        open[0] = Root;
        long nodes = 0;
        for (int i = 0; i < stream.NodeCount; i++)
        {
            int shared = i + 1 < stream.NodeCount ? SharedBytes(stream.Node(i).First, stream.Node(i + 1).First) : Root;
            nodes += 1 + RunBetween(Math.Max(open[top], shared), StreamId.Size);
            while (open[top] > shared)
            {
                int depth = open[top--];
                nodes += 1 + RunBetween(Math.Max(open[top], shared), depth);
            }
            if (open[top] < shared) open[++top] = shared;
        }
        return nodes;
    }

    private static int SharedBytes(StreamId left, StreamId right)
    {
        Span<byte> first = stackalloc byte[StreamId.Size], second = stackalloc byte[StreamId.Size];
        left.Write(first);
        right.Write(second);
        return first.CommonPrefixLength(second);
    }

    // The byte that leads away from the upper place stands in that place's own node.
    private static int RunBetween(int upper, int lower) => lower - upper > 1 ? 1 : 0;
}
