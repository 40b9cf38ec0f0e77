using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using ActorKv.Core.DataTypes;
using ActorKv.Core.DataTypes.HyperLogLogs;

namespace ActorKv.Core.Tests.DataTypes.HyperLogLogs;

public sealed class HllStringSpec
{
    private const int SparseLimit = 3000;

    // What redis-server 7.0.15 has in the key after the same elements.
    [Theory]
    [InlineData("48594c4c01000000000000000000008060f38050b1844bfb80425a", "a", "b", "c")]
    [InlineData("48594c4c010000000000000000000080573184458090420784485880406e844a1e844e57", "foo", "bar", "zap", "a", "", "hello world, longer than eight")]
    public void A_few_elements_make_the_bytes_that_Redis_makes(string hex, params string[] elements) =>
        Assert.Equal(hex, Convert.ToHexStringLower(Sketch(elements).Value));

    [Theory]
    [InlineData(10, 48, "dd7cf3784918baa4c956f1723b1cebdb193228f7", 10)]
    [InlineData(100, 285, "adb8b211e8f1c583accacde62d6a276b6655b70e", 99)]
    [InlineData(500, 1050, "6c8940e3bb8e4085470524fec02bd03b03437d86", 502)]
    [InlineData(1000, 1897, "0e960765508b760a1d14e0dbf53a47cda116bf34", 997)]
    [InlineData(1500, 2722, "b100a66eeab600d2bd3d0bdf8f8340d0c1cb3801", 1500)]
    [InlineData(5000, 12304, "bca0dbfad679cb86321724f01f53d9036308ed62", 5005)]
    [InlineData(100_000, 12304, "e93ddd40b895726dee7091c32a113a2d5fc36aa8", 100_039)]
    [SuppressMessage("Security", "CA5350", Justification = "A short name for many bytes.")]
    public void Many_elements_make_the_bytes_and_the_count_that_Redis_makes(int elements, int length, string sha1, long count)
    {
        StringBuffer hll = Sketch(Enumerable.Range(0, elements).Select(i => $"element:{i}"));
        Assert.Equal(length, hll.Length);
        Assert.Equal(sha1, Convert.ToHexStringLower(SHA1.HashData(hll.Value)));
        Assert.Equal(count, HllString.Count(hll.Value));
    }

    // 0.81 % is 1.04 / sqrt(16384), the standard error of a HyperLogLog of so many registers. Where few elements have come it is smaller.
    [Theory]
    [InlineData(500, 100)]
    [InlineData(5_000, 200)]
    [InlineData(50_000, 100)]
    public void The_standard_error_is_the_documented_0_81_percent(int elements, int sketches)
    {
        const double documented = 0.0081;
        Span<byte> element = stackalloc byte[8];
        double squares = 0, sum = 0;
        for (int sketch = 1; sketch <= sketches; sketch++)
        {
            StringBuffer hll = HllString.Create();
            if (elements > SparseLimit) HllString.MakeDense(hll);
            for (int i = 0; i < elements; i++)
            {
                BinaryPrimitives.WriteInt64LittleEndian(element, ((long)sketch << 32) + i);
                (int register, int rank) = HllString.Place(element);
                HllString.Raise(hll, register, rank, SparseLimit);
            }
            double error = (double)HllString.Count(hll.Value) / elements - 1;
            squares += error * error;
            sum += error;
        }
        // An estimate of a standard error from so many samples is itself off by up to three times 1 / sqrt(2 n).
        double slack = 3 / Math.Sqrt(2.0 * sketches);
        Assert.InRange(Math.Sqrt(squares / sketches), 0, documented * (1 + slack));
        Assert.InRange(sum / sketches, -3 * documented / Math.Sqrt(sketches), 3 * documented / Math.Sqrt(sketches));
    }

    [Fact]
    public void Sparse_and_dense_count_alike()
    {
        StringBuffer hll = Sketch(Enumerable.Range(0, 1000).Select(i => $"e{i}"));
        long sparse = HllString.Count(hll.Value);
        HllString.MakeDense(hll);
        Assert.Equal(sparse, HllString.Count(hll.Value));
        Assert.True(HllString.HasHeader(hll.Value));
    }

    [Fact]
    public void Merging_takes_the_highest_rank_of_each_register()
    {
        StringBuffer sparse = Sketch(["a", "b", "c"]), dense = Sketch(Enumerable.Range(0, 5000).Select(i => $"e{i}"));
        byte[] ranks = new byte[HllString.Registers];
        HllString.MergeInto(ranks, sparse.Value);
        HllString.MergeInto(ranks, dense.Value);
        foreach (string element in (string[])["a", "b", "c"])
        {
            (int register, int rank) = HllString.Place(Encoding.ASCII.GetBytes(element));
            HllString.Raise(dense, register, rank, SparseLimit);
        }
        for (int register = 0; register < ranks.Length; register++)
            Assert.Equal(DenseHll.Get(dense.Value[HllString.HeaderSize..], register), ranks[register]);
    }

    [Fact]
    public void A_rank_above_32_makes_a_sparse_string_dense()
    {
        StringBuffer hll = HllString.Create();
        Assert.True(HllString.Raise(hll, 7, 32, SparseLimit));
        Assert.True(HllString.IsSparse(hll.Value));
        Assert.True(HllString.Raise(hll, 7, 33, SparseLimit));
        Assert.False(HllString.IsSparse(hll.Value));
        Assert.False(HllString.Raise(hll, 7, 33, SparseLimit));
        Assert.Equal(33, DenseHll.Get(hll.Value[HllString.HeaderSize..], 7));
    }

    // Against a plain array of ranks, from every kind of run, and always the same number of registers.
    [Fact]
    public void Raising_registers_in_any_order_keeps_all_others()
    {
        StringBuffer hll = HllString.Create();
        byte[] expected = new byte[HllString.Registers];
        uint random = 1;
        for (int i = 0; i < 20_000; i++)
        {
            random = random * 1664525 + 1013904223;
            int register = (int)(random >> 8) % 300 * 7 % HllString.Registers, rank = 1 + (int)(random >> 29);
            Assert.Equal(rank > expected[register], HllString.Raise(hll, register, rank, int.MaxValue));
            expected[register] = Math.Max(expected[register], (byte)rank);
        }
        Assert.True(HllString.IsIntact(hll.Value));
        byte[] ranks = new byte[HllString.Registers];
        HllString.MergeInto(ranks, hll.Value);
        Assert.Equal(expected, ranks);
    }

    [Fact]
    public void Mutated_strings_are_refused_or_counted_but_never_trusted()
    {
        byte[] original = Sketch(Enumerable.Range(0, 300).Select(i => $"e{i}")).Value.ToArray();
        byte[] ranks = new byte[HllString.Registers];
        uint random = 7;
        for (int i = 0; i < 20_000; i++)
        {
            random = random * 1664525 + 1013904223;
            byte[] mutated = i % 3 == 0 ? original[..(int)((random >> 8) % (uint)original.Length)] : [.. original];
            for (int times = 0; times < 1 + i % 3 && mutated.Length > 0; times++)
            {
                random = random * 1664525 + 1013904223;
                mutated[(random >> 4) % (uint)mutated.Length] = (byte)(random >> 24);
            }
            if (!HllString.HasHeader(mutated) || !HllString.IsIntact(mutated)) continue;
            HllString.Count(mutated);
            HllString.MergeInto(ranks, mutated);
            HllString.Raise(new StringBuffer(mutated), (int)(random & 16383), 9, SparseLimit);
        }
    }

    [Fact]
    public void Registers_that_no_hash_can_have_filled_do_not_break_the_estimate()
    {
        byte[] full = new byte[HllString.HeaderSize + DenseHll.Size];
        "HYLL"u8.CopyTo(full);
        full.AsSpan(HllString.HeaderSize).Fill(0xff);
        Assert.True(HllString.HasHeader(full));
        Assert.Equal(long.MinValue, HllString.Count(full));
    }

    private static StringBuffer Sketch(IEnumerable<string> elements)
    {
        StringBuffer hll = HllString.Create();
        foreach (string element in elements)
        {
            (int register, int rank) = HllString.Place(Encoding.ASCII.GetBytes(element));
            HllString.Raise(hll, register, rank, SparseLimit);
        }
        HllString.Invalidate(hll.Writable(hll.Length));
        return hll;
    }
}
