using ActorKv.Core.Commands.Geo.Shared;

namespace ActorKv.Core.Tests.Commands.Geo.Shared;

public sealed class FixedTextSpec
{
    [Theory]
    [InlineData(0.03125, 4, "0.0312")]
    [InlineData(0.09375, 4, "0.0938")]
    [InlineData(-0.03125, 4, "-0.0312")]
    [InlineData(1.03125, 4, "1.0312")]
    [InlineData(0.00005, 4, "0.0001")]
    [InlineData(166274.15156960033, 4, "166274.1516")]
    [InlineData(200.0078125, 6, "200.007812")]
    [InlineData(0.0, 6, "0.000000")]
    [InlineData(1e22, 6, "10000000000000000000000.000000")]
    [InlineData(double.NegativeInfinity, 6, "-inf")]
    public void A_number_is_spelt_as_printf_spells_it(double value, int decimals, string text) => Assert.Equal(text, FixedText.Of(value, decimals));
}
