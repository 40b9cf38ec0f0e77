// What a search has found, as positions in the sorted set: nothing is copied before it is replied or stored.
//
// The hits lie in a rented array that grows; whoever searches disposes it.

using System.Buffers;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;

namespace ActorKv.Core.Commands.Geo.Shared;

/// <param name="Position">Where the member stands in its sorted set.</param>
/// <param name="Found">How many were found before it.</param>
/// <param name="Distance">Metres from the centre.</param>
internal readonly record struct GeoHit(int Position, int Found, double Distance);

internal ref struct GeoHits
{
    private const int FirstRoom = 64;

    private GeoHit[] _hits;
    private int _count;

    public GeoHits() => _hits = ArrayPool<GeoHit>.Shared.Rent(FirstRoom);

    public readonly ReadOnlySpan<GeoHit> All => _hits.AsSpan(0, _count);

    /// <summary>Searches a sorted set: finds the members that the query asks for, in the order in which it wants them.</summary>
    public void Search(SortedSetValue set, in GeoQuery query)
    {
        GeoShape shape = query.Shape;
        Span<GeoCell> cells = stackalloc GeoCell[GeoCover.MaxCells];
        cells = cells[..GeoCover.Find(in shape, cells)];
        long most = query.Count > 0 ? query.Count : long.MaxValue;
        foreach (GeoCell cell in cells)
        {
            if (query.Any && _count >= most) break;
            Search(set, cell, in shape, query.Any ? most : long.MaxValue);
        }
        // Those at one distance stay in the order in which they were found.
        if (query.Order == GeoOrder.Ascending) _hits.AsSpan(0, _count).Sort(static (left, right) => Compare(left.Distance, right.Distance, left, right));
        if (query.Order == GeoOrder.Descending) _hits.AsSpan(0, _count).Sort(static (left, right) => Compare(right.Distance, left.Distance, left, right));
        _count = (int)Math.Min(_count, most);
    }

    public readonly void Dispose() => ArrayPool<GeoHit>.Shared.Return(_hits);

    private void Search(SortedSetValue set, GeoCell cell, in GeoShape shape, long most)
    {
        ScoreRange scores = new(new ScoreBound(cell.LeastScore, behind: false), new ScoreBound(cell.ScoreBehind, behind: false));
        RankRange range = set.Select(in scores, backwards: false, skip: 0);
        SortedSetCursor at = set.CursorAt(range.Start);
        for (int i = 0; i < range.Count; i++, at.MoveNext())
        {
            if (!shape.Contains(GeoCell.OfScore(at.Score).Centre, out double distance)) continue;
            Add(new GeoHit(at.Position, _count, distance));
            if (_count >= most) return;
        }
    }

    private void Add(in GeoHit hit)
    {
        if (_count == _hits.Length)
        {
            GeoHit[] larger = ArrayPool<GeoHit>.Shared.Rent(_count * 2);
            All.CopyTo(larger);
            ArrayPool<GeoHit>.Shared.Return(_hits);
            _hits = larger;
        }
        _hits[_count++] = hit;
    }

    private static int Compare(double first, double second, in GeoHit left, in GeoHit right) =>
        first < second ? -1 : first > second ? 1 : left.Found.CompareTo(right.Found);
}
