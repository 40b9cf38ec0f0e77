using ActorKv.Engine.Configuration;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Tests.Configuration;

public sealed class EnvironmentVariablesSpec
{
    private readonly ServerParameters _parameters = new();

    [Fact]
    public void Underscores_stand_for_dashes_and_values_are_taken_whole()
    {
        Load(("ACTORKV_MAXMEMORY_POLICY", "allkeys-lru"), ("ACTORKV_REQUIREPASS", "two words"), ("ACTORKV_LIST_MAX_ZIPLIST_SIZE", "-3"));
        ServerOptions options = _parameters.Options;
        Assert.Equal((MaxMemoryPolicy.AllKeysLru, "two words", -3), (options.MaxMemoryPolicy, options.RequirePass, options.ListMaxListpackSize));
    }

    [Fact]
    public void Parameters_of_many_words_are_split()
    {
        Load(("ACTORKV_BIND", "127.0.0.1  -::1"), ("ACTORKV_SAVE", ""));
        Assert.Equal(["127.0.0.1", "-::1"], _parameters.Options.Bind);
        Assert.Empty(_parameters.Options.Save);
    }

    [Fact]
    public void A_parameter_that_has_an_underscore_of_its_own_is_found()
    {
        Load(("ACTORKV_SERVER_CPULIST", ""));
        Assert.Equal("", _parameters.Options.RequirePass);
    }

    [Fact]
    public void Other_variables_are_nobodys_business()
    {
        Load(("PATH", "/bin"), ("ACTORKVD_CHILD", "1"), ("actorkv_port", "x"));
        Assert.Equal(6379, _parameters.Options.Port);
    }

    [Fact]
    public void What_Kubernetes_sets_beside_a_service_of_our_name_is_ignored()
    {
        Load(("ACTORKV_PORT", "tcp://10.0.0.1:6379"), ("ACTORKV_PORT_6379_TCP_ADDR", "10.0.0.1"), ("ACTORKV_SERVICE_HOST", "10.0.0.1"));
        Assert.Equal(6379, _parameters.Options.Port);
        Load(("ACTORKV_PORT", "7000"));
        Assert.Equal(7000, _parameters.Options.Port);
    }

    [Theory]
    [InlineData("ACTORKV_MAXMEMROY", "1gb", "maxmemroy 1gb", "Bad directive or wrong number of arguments")]
    [InlineData("ACTORKV_PORT", "abc", "port abc", "argument couldn't be parsed into an integer")]
    public void A_bad_variable_is_told_by_name(string variable, string value, string line, string reason)
    {
        string message = Assert.Throws<ConfigurationException>(() => Load((variable, value))).Message;
        Assert.EndsWith($"\nReading the environment variable {variable}\n>>> '{line}'\n{reason}", message, StringComparison.Ordinal);
    }

    private void Load(params (string Name, string Value)[] variables) =>
        EnvironmentVariables.Load(variables.Select(v => KeyValuePair.Create(v.Name, v.Value)), _parameters);
}
