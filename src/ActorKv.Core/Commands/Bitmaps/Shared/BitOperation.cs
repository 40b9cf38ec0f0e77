// What BITOP can do. X is the first source, Y the others.

using System.Text;

namespace ActorKv.Core.Commands.Bitmaps.Shared;

internal enum BitOperation
{
    /// <summary>Ones that all have.</summary>
    And,

    /// <summary>Ones that any has.</summary>
    Or,

    /// <summary>Ones that an odd number has.</summary>
    Xor,

    /// <summary>The zeros of the only source.</summary>
    Not,

    /// <summary>Ones of X that no Y has.</summary>
    Diff,

    /// <summary>Ones of any Y that X does not have.</summary>
    Diff1,

    /// <summary>Ones of X that any Y has.</summary>
    AndOr,

    /// <summary>Ones that exactly one has.</summary>
    One,
}

internal static class BitOperationName
{
    private static readonly (byte[] Name, BitOperation Operation)[] All =
        [.. Enum.GetValues<BitOperation>().Select(operation => (Encoding.ASCII.GetBytes(Of(operation)), operation))];

    /// <summary>As it is typed: "ANDOR".</summary>
    public static string Of(BitOperation operation) => operation.ToString().ToUpperInvariant();

    /// <summary>Reads an operation, in any case. False, and nothing read, when it is none.</summary>
    public static bool TryRead(ref ArgReader args, out BitOperation operation)
    {
        operation = default;
        foreach ((byte[] name, BitOperation known) in All)
        {
            if (!args.NextIs(name)) continue;
            operation = known;
            return true;
        }
        return false;
    }
}
