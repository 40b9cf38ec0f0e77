// Places and lengths, as geo commands are told them.

using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.Geo;
using ActorKv.Core.Turns;

namespace ActorKv.Core.Commands.Geo.Shared;

internal static class GeoArguments
{
    /// <summary>Reads a longitude and a latitude. False, with the error replied, when they are none. There must be two arguments.</summary>
    public static bool TryReadPoint(ref ArgReader args, KeyTurn turn, out GeoPoint point)
    {
        point = default;
        if (!DoubleText.TryParse(args.Next(), out double longitude) || !DoubleText.TryParse(args.Next(), out double latitude)) return Fail(turn, Errors.NotAFloat);
        point = new GeoPoint(longitude, latitude);
        if (point.IsOnMap) return true;
        turn.Reply.Error($"ERR invalid longitude,latitude pair {FixedText.Of(longitude, 6)},{FixedText.Of(latitude, 6)}");
        return false;
    }

    /// <summary>Reads a radius and its unit. False, with the error replied, when they are none. There must be two arguments.</summary>
    public static bool TryReadCircle(ref ArgReader args, KeyTurn turn, out GeoShape shape)
    {
        shape = default;
        if (!DoubleText.TryParse(args.Next(), out double radius)) return Fail(turn, "ERR need numeric radius"u8);
        if (radius < 0) return Fail(turn, "ERR radius cannot be negative"u8);
        if (!TryReadUnit(ref args, turn, out double unit)) return false;
        shape = new GeoShape(IsBox: false, radius, radius, unit);
        return true;
    }

    /// <summary>Reads a width, a height and their unit. False, with the error replied, when they are none. There must be three arguments.</summary>
    public static bool TryReadBox(ref ArgReader args, KeyTurn turn, out GeoShape shape)
    {
        shape = default;
        if (!DoubleText.TryParse(args.Next(), out double width)) return Fail(turn, "ERR need numeric width"u8);
        if (!DoubleText.TryParse(args.Next(), out double height)) return Fail(turn, "ERR need numeric height"u8);
        if (width < 0 || height < 0) return Fail(turn, "ERR height or width cannot be negative"u8);
        if (!TryReadUnit(ref args, turn, out double unit)) return false;
        shape = new GeoShape(IsBox: true, width, height, unit);
        return true;
    }

    /// <summary>Reads a unit of length, as metres. False, with the error replied, when it is none. There must be an argument.</summary>
    public static bool TryReadUnit(ref ArgReader args, KeyTurn turn, out double metres)
    {
        ReadOnlySpan<byte> word = args.Next();
        metres = Ascii.EqualsIgnoreCase(word, "M"u8) ? 1
            : Ascii.EqualsIgnoreCase(word, "KM"u8) ? 1000
            : Ascii.EqualsIgnoreCase(word, "FT"u8) ? 0.3048
            : Ascii.EqualsIgnoreCase(word, "MI"u8) ? 1609.34
            : 0;
        return metres > 0 || Fail(turn, "ERR unsupported unit provided. please use M, KM, FT, MI"u8);
    }

    private static bool Fail(KeyTurn turn, ReadOnlySpan<byte> error)
    {
        turn.Reply.Error(error);
        return false;
    }
}
