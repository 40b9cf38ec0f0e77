// The arguments of the six commands that search: where, how far, and what to do with what is found.
//
//   GEOSEARCH, GEOSEARCHSTORE      FROMMEMBER or FROMLONLAT, BYRADIUS or BYBOX, in any order
//   GEORADIUS, …BYMEMBER, …_RO     centre and radius at fixed places; STORE and STOREDIST but for _RO
//   all                            ASC | DESC, COUNT n [ANY], WITHCOORD WITHDIST WITHHASH
//
// The order of errors is Redis'. What needs the source key is asked while the arguments are read: a member that is not there is reported before
// a bad option behind it, while for a missing key everything is read first and then the reply is empty.

using System.Text;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.DataTypes.SortedSets;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo.Shared;

internal enum GeoCommandForm { Search, SearchStore, Radius, RadiusReadOnly }

internal enum GeoOrder : byte { None, Ascending, Descending }

internal struct GeoQuery
{
    private bool _hasCentre, _centreIsMember, _hasShape;
    private GeoPoint _centre;
    private GeoShape _shape;

    public readonly GeoShape Shape => _shape with { Centre = _centre };

    public bool WithDistance { get; private set; }

    public bool WithHash { get; private set; }

    public bool WithPoint { get; private set; }

    public GeoOrder Order { get; private set; }

    /// <summary>How many at most; 0: all.</summary>
    public long Count { get; private set; }

    /// <summary>True when the first ones met will do, rather than the nearest.</summary>
    public bool Any { get; private set; }

    /// <summary>Position of the key that the result is stored under; 0 when it is replied.</summary>
    public int StorePosition { get; set; }

    /// <summary>True when distances are stored rather than places.</summary>
    public bool StoreDistance { get; private set; }

    public readonly bool Stores => StorePosition > 0;

    /// <summary>Reads the centre of GEORADIUS and its kin, and the radius. False, with the error replied, when they are none.</summary>
    public bool TryReadFixed(ref ArgReader args, KeyTurn turn, SortedSetValue? set, bool byMember)
    {
        if (byMember && set is null)
        {
            args.MoveTo(args.Position + 3);
            return true;
        }
        return (byMember ? TryTakeCentre(args.Next(), turn, set) : GeoArguments.TryReadPoint(ref args, turn, out _centre))
            && GeoArguments.TryReadCircle(ref args, turn, out _shape);
    }

    /// <summary>Reads the options. False, with the error replied, when they are none.</summary>
    public bool TryReadOptions(ref ArgReader args, KeyTurn turn, SortedSetValue? set, GeoCommandForm form)
    {
        bool search = form is GeoCommandForm.Search or GeoCommandForm.SearchStore;
        while (!args.AtEnd)
        {
            if (args.NextIs("WITHDIST"u8)) WithDistance = true;
            else if (args.NextIs("WITHHASH"u8)) WithHash = true;
            else if (args.NextIs("WITHCOORD"u8)) WithPoint = true;
            else if (args.NextIs("ANY"u8)) Any = true;
            else if (args.NextIs("ASC"u8)) Order = GeoOrder.Ascending;
            else if (args.NextIs("DESC"u8)) Order = GeoOrder.Descending;
            else if (args.Remaining > 1 && args.NextIs("COUNT"u8))
            {
                if (!TryReadCount(ref args, turn)) return false;
            }
            else if (search)
            {
                if (!TryReadSearchOption(ref args, turn, set, form)) return false;
            }
            else if (form == GeoCommandForm.RadiusReadOnly || !TryReadStore(ref args)) return Fail(turn, Errors.Syntax);
        }
        return IsComplete(in args, turn, form, search);
    }

    private bool TryReadSearchOption(ref ArgReader args, KeyTurn turn, SortedSetValue? set, GeoCommandForm form)
    {
        if (form == GeoCommandForm.SearchStore && args.NextIs("STOREDIST"u8)) return StoreDistance = true;
        bool fromMember = _hasCentre && _centreIsMember, fromPoint = _hasCentre && !_centreIsMember;
        if (args.Remaining > 1 && !fromPoint && args.NextIs("FROMMEMBER"u8))
        {
            _hasCentre = _centreIsMember = true;
            ReadOnlySpan<byte> member = args.Next();
            return set is null || TryTakeCentre(member, turn, set);
        }
        if (args.Remaining > 2 && !fromMember && args.NextIs("FROMLONLAT"u8))
        {
            _hasCentre = true;
            return GeoArguments.TryReadPoint(ref args, turn, out _centre);
        }
        if (args.Remaining > 2 && !(_hasShape && _shape.IsBox) && args.NextIs("BYRADIUS"u8))
        {
            _hasShape = true;
            return GeoArguments.TryReadCircle(ref args, turn, out _shape);
        }
        if (args.Remaining > 3 && !(_hasShape && !_shape.IsBox) && args.NextIs("BYBOX"u8))
        {
            _hasShape = true;
            return GeoArguments.TryReadBox(ref args, turn, out _shape);
        }
        return Fail(turn, Errors.Syntax);
    }

    private bool TryReadStore(ref ArgReader args)
    {
        if (args.Remaining < 2) return false;
        if (args.NextIs("STORE"u8)) StoreDistance = false;
        else if (args.NextIs("STOREDIST"u8)) StoreDistance = true;
        else return false;
        StorePosition = args.Position;
        args.Next();
        return true;
    }

    private bool TryReadCount(ref ArgReader args, KeyTurn turn)
    {
        if (!args.TryNextInt64(out long count)) return Fail(turn, Errors.NotAnInteger);
        Count = count;
        return count > 0 || Fail(turn, "ERR COUNT must be > 0"u8);
    }

    private bool TryTakeCentre(ReadOnlySpan<byte> member, KeyTurn turn, SortedSetValue? set)
    {
        if (!set!.TryGetScore(member, out double score)) return Fail(turn, "ERR could not decode requested zset member"u8);
        _centre = GeoCell.OfScore(score).Centre;
        return true;
    }

    private bool IsComplete(scoped in ArgReader args, KeyTurn turn, GeoCommandForm form, bool search)
    {
        if (Stores && (WithDistance || WithHash || WithPoint))
        {
            string what = form == GeoCommandForm.SearchStore ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS";
            turn.Reply.Error($"ERR {what} is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
            return false;
        }
        string? missing = !search ? null : !_hasCentre ? "FROMMEMBER or FROMLONLAT" : !_hasShape ? "BYRADIUS and BYBOX" : null;
        if (missing is not null)
        {
            turn.Reply.Error($"ERR exactly one of {missing} can be specified for {Encoding.Latin1.GetString(args.Request[0])}");
            return false;
        }
        if (Any && Count == 0) return Fail(turn, "ERR the ANY argument requires COUNT argument"u8);
        // The nearest so many cannot be told without sorting.
        if (Count > 0 && Order == GeoOrder.None && !Any) Order = GeoOrder.Ascending;
        return true;
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
