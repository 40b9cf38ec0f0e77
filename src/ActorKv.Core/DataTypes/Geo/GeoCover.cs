// The cells that a search looks into: the one that the centre lies in, and those of its eight neighbours that the shape may reach.
//
//   7  north-west   1  north   5  north-east        the order in which they are searched, and so
//   4  west         0          3  east              the order of what is found when nothing is sorted:
//   8  south-west   2  south   6  south-east        0, then 1 to 4, then the corners
//
// Cells are as small as may be while the nine still cover the shape. Near the poles they get narrow, so there they are chosen larger.

namespace ActorKv.Core.DataTypes.Geo;

internal static class GeoCover
{
    public const int MaxCells = 9;

    // Half the equator of the Mercator map, in metres.
    private const double HalfMap = 20037726.37;

    /// <summary>Lists the cells of a shape into <paramref name="cells"/> (<see cref="MaxCells"/> of them), and returns their number.</summary>
    public static int Find(in GeoShape shape, Span<GeoCell> cells)
    {
        GeoArea bounds = shape.Bounds;
        int steps = StepsFor(shape.Reach, shape.Centre.Latitude);
        GeoCell centre = GeoCell.Of(shape.Centre, steps);
        if (steps > 1 && !Surrounds(centre, bounds)) centre = GeoCell.Of(shape.Centre, --steps);
        GeoArea area = centre.Area;
        // Bounds are no numbers when a shape is infinite: then nothing is left out.
        bool all = steps < 2;
        bool north = all || !(area.North > bounds.North), south = all || !(area.South < bounds.South);
        bool east = all || !(area.East > bounds.East), west = all || !(area.West < bounds.West);
        cells[0] = centre;
        int count = 1;
        Add(north, 0, 1, cells);
        Add(south, 0, -1, cells);
        Add(east, 1, 0, cells);
        Add(west, -1, 0, cells);
        Add(north && east, 1, 1, cells);
        Add(north && west, -1, 1, cells);
        Add(south && east, 1, -1, cells);
        Add(south && west, -1, -1, cells);
        return count;

        // Of a huge shape neighbours are the same cell.
        void Add(bool reached, int toEast, int toNorth, Span<GeoCell> into)
        {
            GeoCell cell = into[0].Neighbour(toEast, toNorth);
            if (reached && (count == 1 || cell != into[count - 1])) into[count++] = cell;
        }
    }

    private static int StepsFor(double reach, double latitude)
    {
        if (reach == 0) return GeoCell.MaxSteps;
        int steps = 1;
        for (; reach < HalfMap; reach *= 2) steps++;
        steps -= 2;
        if (Math.Abs(latitude) > 66) steps--;
        if (Math.Abs(latitude) > 80) steps--;
        return Math.Clamp(steps, 1, GeoCell.MaxSteps);
    }

    // True when the eight neighbours of a cell reach as far as the bounds.
    private static bool Surrounds(GeoCell centre, GeoArea bounds) =>
        !(centre.Neighbour(0, 1).Area.North < bounds.North) && !(centre.Neighbour(0, -1).Area.South > bounds.South) &&
        !(centre.Neighbour(1, 0).Area.East < bounds.East) && !(centre.Neighbour(-1, 0).Area.West > bounds.West);
}
