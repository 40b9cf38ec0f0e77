using ActorKv.Core.DataTypes.Geo;

namespace ActorKv.Core.Tests.DataTypes.Geo;

public sealed class GeoCoverSpec
{
    private const double Kilometre = 1000;

    [Fact]
    public void A_cell_of_26_steps_holds_its_place_to_within_a_metre()
    {
        GeoPoint palermo = new(13.361389, 38.115556);
        GeoCell cell = GeoCell.Of(palermo, GeoCell.MaxSteps);
        Assert.Equal(3479099956230698UL, cell.Bits);
        Assert.InRange(palermo.DistanceTo(cell.Centre), 0, 0.6);
        Assert.Equal(cell, GeoCell.OfScore(cell.LeastScore));
        Assert.Equal(cell.LeastScore + 1, cell.ScoreBehind);
    }

    [Fact]
    public void A_cell_has_its_members_between_two_scores()
    {
        GeoPoint point = new(-73.98, 40.75);
        for (int steps = 1; steps <= GeoCell.MaxSteps; steps++)
        {
            GeoCell cell = GeoCell.Of(point, steps);
            double score = GeoCell.Of(point, GeoCell.MaxSteps).Bits;
            Assert.InRange(score, cell.LeastScore, cell.ScoreBehind - 1);
            GeoArea area = cell.Area;
            Assert.InRange(point.Longitude, area.West, area.East);
            Assert.InRange(point.Latitude, area.South, area.North);
        }
    }

    [Fact]
    public void Neighbours_touch_and_the_ends_of_the_map_meet()
    {
        GeoCell cell = GeoCell.Of(new GeoPoint(10, 50), 8);
        Assert.Equal(cell.Area.East, cell.Neighbour(1, 0).Area.West);
        Assert.Equal(cell.Area.North, cell.Neighbour(0, 1).Area.South);
        Assert.Equal(cell, cell.Neighbour(1, -1).Neighbour(-1, 1));
        GeoCell last = GeoCell.Of(new GeoPoint(179.99, 0), 8);
        Assert.Equal(-180, last.Neighbour(1, 0).Area.West);
    }

    // A grid of places all over the map: none that lies in a shape may lie outside of its cells.
    [Theory]
    [InlineData(0.5)]
    [InlineData(30)]
    [InlineData(700)]
    [InlineData(2500)]
    public void The_cells_cover_the_shape(double kilometres)
    {
        Span<GeoCell> cells = stackalloc GeoCell[GeoCover.MaxCells];
        foreach (double latitude in (double[])[-84, -70, -45, 0, 12.5, 60, 79, 83])
        {
            foreach (double longitude in (double[])[-120, -0.001, 33.3, 100])
            {
                GeoPoint centre = new(longitude, latitude);
                foreach (bool box in (bool[])[false, true])
                {
                    GeoShape shape = new(box, kilometres, kilometres, Kilometre) { Centre = centre };
                    ReadOnlySpan<GeoCell> cover = cells[..GeoCover.Find(in shape, cells)];
                    foreach (GeoPoint point in Around(centre, kilometres))
                        if (shape.Contains(point, out _)) Assert.True(Covers(cover, point), $"{centre}, {kilometres} km: {point} is left out");
                }
            }
        }
    }

    [Fact]
    public void An_infinite_shape_covers_the_map()
    {
        Span<GeoCell> cells = stackalloc GeoCell[GeoCover.MaxCells];
        GeoShape shape = new(false, double.PositiveInfinity, double.PositiveInfinity, 1) { Centre = new GeoPoint(10, 10) };
        ReadOnlySpan<GeoCell> cover = cells[..GeoCover.Find(in shape, cells)];
        foreach (GeoPoint point in (GeoPoint[])[new(-170, -80), new(170, 80), new(0, 0), new(-10, 60)]) Assert.True(Covers(cover, point));
    }

    private static bool Covers(ReadOnlySpan<GeoCell> cells, GeoPoint point)
    {
        double score = GeoCell.Of(point, GeoCell.MaxSteps).Bits;
        foreach (GeoCell cell in cells)
            if (score >= cell.LeastScore && score < cell.ScoreBehind) return true;
        return false;
    }

    // Bounds are those of a sphere; a place outside of the map is not asked for.
    private static IEnumerable<GeoPoint> Around(GeoPoint centre, double kilometres)
    {
        double reach = kilometres / 111;
        for (int i = -10; i <= 10; i++)
        {
            for (int j = -10; j <= 10; j++)
            {
                GeoPoint point = new(centre.Longitude + i * reach / 10 / Math.Cos(GeoPoint.ToRadians(centre.Latitude)), centre.Latitude + j * reach / 10);
                if (point.IsOnMap) yield return point;
            }
        }
    }
}
