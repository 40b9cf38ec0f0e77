using System.Text;
using ActorKv.Core.DataTypes;

namespace ActorKv.Core.Tests.DataTypes;

public sealed class XxHash3Spec
{
    // From Redis' own issues and documentation.
    [Theory]
    [InlineData("", "2d06800538d394c2")]
    [InlineData("hello", "9555e8555c62dcfd")]
    [InlineData("123", "404a763b3f4c8c9a")]
    [InlineData("v8", "0cc76dbb41381419")]
    [InlineData("v8lf0c11xh8ymlqztfd3eeq16kfn4sspw7fqmnuuq3k3t75em5wdizgcdw7uc26nnf961u2jkfzkjytls2kwlj7626sd", "00006c38adf31777")]
    public void Texts_hash_as_Redis_hashes_them(string text, string hex) => Assert.Equal(hex, Hex(Encoding.ASCII.GetBytes(text)));

    // What libxxhash 0.8.1 makes of bytes 3, 10, 17 …, at both ends of every class of lengths.
    [Theory]
    [InlineData(1, "13e608bc156defed")]
    [InlineData(2, "1c9074b93943b86c")]
    [InlineData(3, "a9088dda485b481c")]
    [InlineData(4, "6d9253b16c8b1ed3")]
    [InlineData(5, "998620e10e3a4b37")]
    [InlineData(8, "60539db630471163")]
    [InlineData(9, "feff668361d723a8")]
    [InlineData(12, "6829454be0cc3199")]
    [InlineData(16, "b8c859b0f030b585")]
    [InlineData(17, "714a04408e79b80f")]
    [InlineData(32, "19ff4ee1d6ba1a55")]
    [InlineData(33, "3e44983ad21679c8")]
    [InlineData(64, "287eb1fa9e4be2c1")]
    [InlineData(65, "829218de4d798646")]
    [InlineData(96, "f084e7cfbc624743")]
    [InlineData(97, "1daa83271a8e7b7c")]
    [InlineData(128, "67425a03650261bf")]
    [InlineData(129, "c664bf3311c6abc4")]
    [InlineData(144, "606a17fa700bb932")]
    [InlineData(200, "746cd0025327bf5b")]
    [InlineData(240, "64556dc6b462a6cf")]
    [InlineData(241, "8beadd3a8874fe17")]
    [InlineData(256, "3c38817f6d79c0da")]
    [InlineData(512, "f58202b8d9019d1d")]
    [InlineData(1023, "d26986a0b85dcc44")]
    [InlineData(1024, "9b81661c641c72b1")]
    [InlineData(1025, "806c2072ed713576")]
    [InlineData(1088, "2f8781e01841f0da")]
    [InlineData(2048, "abe604813ba62ed1")]
    [InlineData(2049, "55aed42c9f1554b6")]
    [InlineData(5000, "799aaddd7339581d")]
    [InlineData(100_000, "0c056f6fcc340974")]
    public void Every_class_of_lengths_hashes_as_the_reference_does(int length, string hex)
    {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)(i * 7 + 3);
        Assert.Equal(hex, Hex(bytes));
    }

    private static string Hex(byte[] bytes) => Encoding.ASCII.GetString(XxHash3.WriteHex(bytes, new byte[XxHash3.HexLength]));
}
