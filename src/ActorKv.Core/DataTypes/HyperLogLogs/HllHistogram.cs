// How many registers have which rank, and the number of different elements that this speaks for.
//
// The estimator is Ertl's "improved raw estimator": no empirical bias tables, no switch between methods for small and large numbers, the
// same formula from 0 to 2^63. Registers that have met nothing, and those that are full, enter by two series of their own:
//
//   sigma(x) = x + x^2 * 1 + x^4 * 2 + x^8 * 4 + …                       x: the share of empty registers
//   tau(x)   = (1 - x - (1 - x^(1/2))^2 / 2 - (1 - x^(1/4))^2 / 4 - …) / 3   x: the share of registers that are not full
//
// Source: O. Ertl, "New cardinality estimation algorithms for HyperLogLog sketches", arXiv:1702.01284, algorithm 6.

using System.Runtime.CompilerServices;

namespace ActorKv.Core.DataTypes.HyperLogLogs;

internal struct HllHistogram
{
    /// <summary>Rank of a register whose 50 bits of hash were all zero; a forged string may have higher ones, up to 63.</summary>
    private const int FullRank = 51;

    /// <summary>1 / (2 ln 2): Ertl's constant for any large number of registers.</summary>
    private const double Alpha = 0.721347520444481703680;

    private Counts _counts;

    [InlineArray(64)]
    private struct Counts
    {
        private int _first;
    }

    public void Add(int rank, int registers = 1) => _counts[rank] += registers;

    /// <summary>Adds the ranks of registers, one byte each.</summary>
    public void AddAll(ReadOnlySpan<byte> ranks)
    {
        foreach (byte rank in ranks) _counts[rank]++;
    }

    public readonly long Estimate()
    {
        const double registers = HllString.Registers;
        double z = registers * Tau((registers - _counts[FullRank]) / registers);
        for (int rank = FullRank - 1; rank >= 1; rank--) z = (z + _counts[rank]) * 0.5;
        z += registers * Sigma(_counts[0] / registers);
        double estimate = Math.Round(Alpha * registers * registers / z, MidpointRounding.AwayFromZero);
        // Only forged registers get here; C leaves open what a number beyond 64 bits becomes, and on the usual processors it is this.
        return estimate < 9223372036854775808.0 ? (long)estimate : long.MinValue;
    }

    private static double Sigma(double x)
    {
        if (x == 1) return double.PositiveInfinity;
        double sum = x, before, factor = 1;
        do
        {
            x *= x;
            before = sum;
            sum += x * factor;
            factor += factor;
        }
        while (sum != before);
        return sum;
    }

    private static double Tau(double x)
    {
        if (x is 0 or 1) return 0;
        double sum = 1 - x, before, factor = 1;
        do
        {
            x = Math.Sqrt(x);
            before = sum;
            factor *= 0.5;
            sum -= (1 - x) * (1 - x) * factor;
        }
        while (sum != before);
        return sum / 3;
    }
}
