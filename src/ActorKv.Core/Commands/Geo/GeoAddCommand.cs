// GEOADD key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]
//
// Gives members places: ZADD whose scores are geohashes of 52 bits (DataTypes/Geo/GeoCell.cs), and what the log says, too. A place is kept to
// within 0.6 m.

using System.Buffers;
using ActorKv.Core.Commands.Geo.Shared;
using ActorKv.Core.Commands.SortedSets.Shared;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo;

internal sealed class GeoAddCommand : IKeyCommand
{
    private const int Step = 3, PlacesOnStack = 32;

    public static CommandSpec Spec { get; } = new("GEOADD")
    {
        Group = CommandGroup.Geo, Since = "3.2.0", Complexity = "O(log(N)) for each member given",
        Summary = "Gives members places, and adds those that are not there.",
        Syntax = "key [NX | XX] [CH] longitude latitude member [longitude latitude member ...]",
        Arity = -5, Flags = CommandFlags.Write | CommandFlags.DenyOom,
        Keys = [KeySpec.At(1, KeyAccess.Change)],
    };

    public static void Execute(ref ArgReader args, KeyTurn turn)
    {
        ReadOnlySpan<byte> name = args.Next();
        ScoreConditions conditions = ReadConditions(ref args);
        int places = args.Remaining / Step, first = args.Position;
        const ScoreConditions contradiction = ScoreConditions.OnlyNew | ScoreConditions.OnlyExisting;
        if (places == 0 || args.Remaining % Step != 0 || conditions.HasFlag(contradiction))
        {
            turn.Reply.Error(Errors.Syntax);
            return;
        }
        double[]? rented = places > PlacesOnStack ? ArrayPool<double>.Shared.Rent(places) : null;
        Span<double> scores = rented ?? stackalloc double[PlacesOnStack];
        scores = scores[..places];
        if (TryReadPlaces(ref args, turn, scores)) ScoreUpdate.Apply(turn, name, in args, first + Step - 1, Step, scores, conditions);
        if (rented is not null) ArrayPool<double>.Shared.Return(rented);
    }

    private static ScoreConditions ReadConditions(ref ArgReader args)
    {
        ScoreConditions conditions = ScoreConditions.None;
        while (true)
        {
            if (args.NextIs("NX"u8)) conditions |= ScoreConditions.OnlyNew;
            else if (args.NextIs("XX"u8)) conditions |= ScoreConditions.OnlyExisting;
            else if (args.NextIs("CH"u8)) conditions |= ScoreConditions.CountChanged;
            else return conditions;
        }
    }

    private static bool TryReadPlaces(ref ArgReader args, KeyTurn turn, scoped Span<double> scores)
    {
        foreach (ref double score in scores)
        {
            if (!GeoArguments.TryReadPoint(ref args, turn, out GeoPoint point)) return false;
            score = GeoCell.Of(point, GeoCell.MaxSteps).Bits;
            args.Next();
        }
        return true;
    }
}
