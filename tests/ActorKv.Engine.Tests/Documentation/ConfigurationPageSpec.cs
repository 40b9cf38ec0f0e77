namespace ActorKv.Engine.Tests.Documentation;

public sealed class ConfigurationPageSpec
{
    [Fact]
    public void The_page_of_parameters_says_what_the_table_says()
    {
        Assert.Empty(ConfigurationPage.Mismatched());
        GeneratedPage.Check("configuration.md", ConfigurationPage.Write());
    }
}
