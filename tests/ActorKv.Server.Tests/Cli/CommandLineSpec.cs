using ActorKv.Engine.Configuration;
using ActorKv.Engine.Tests;
using ActorKv.Server.Cli;

namespace ActorKv.Server.Tests.Cli;

public sealed class CommandLineSpec : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Dictionary<string, string> _environment = [];
    private string _input = "";

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Nothing_said_is_all_defaults()
    {
        CommandLine line = Parse();
        Assert.Null(line.ExitCode);
        Assert.Null(line.ConfigFilePath);
        Assert.All(ServerParameterTable.All, parameter => Assert.True(line.Parameters.IsDefault(parameter)));
        Assert.False(line.Parameters.TryRewrite(out string error));
        Assert.Equal("ERR The server is running without a config file", error);
    }

    [Fact]
    public void Options_take_all_words_up_to_the_next_option()
    {
        ServerOptions options = Parse("--port", "7000", "--save", "900", "1", "60", "5", "--bind", "127.0.0.1", "::1", "--requirepass", "a b").Parameters.Options;
        Assert.Equal((7000, "a b"), (options.Port, options.RequirePass));
        Assert.Equal([new SavePoint(900, 1), new SavePoint(60, 5)], options.Save);
        Assert.Equal(["127.0.0.1", "::1"], options.Bind);
    }

    [Fact]
    public void Name_and_value_may_come_as_one_word() => Assert.Equal(7000, Parse("--port 7000", "--hz", "20").Parameters.Options.Port);

    [Fact]
    public void A_value_may_begin_with_dashes() => Assert.Equal("--secret", Parse("--requirepass", "--secret").Parameters.Options.RequirePass);

    [Theory]
    [InlineData("--save", "")]
    [InlineData("--save")]
    [InlineData("--save", "--port", "7000")]
    public void Save_without_points_is_none(params string[] arguments)
    {
        CommandLine line = Parse(arguments);
        Assert.Null(line.ExitCode);
        Assert.Empty(line.Parameters.Options.Save);
    }

    [Fact]
    public void The_command_line_wins_over_the_environment_and_that_over_input_and_file()
    {
        string file = _folder.File("a.conf", "timeout 1\nhz 21\nmaxclients 31\ndatabases 4\n");
        _input = "timeout 2\nhz 22\nmaxclients 32\n";
        _environment["ACTORKV_TIMEOUT"] = "3";
        _environment["ACTORKV_HZ"] = "23";
        CommandLine line = Parse(file, "--timeout", "4", "-");
        ServerOptions options = line.Parameters.Options;
        Assert.Equal((4, 23, 32L, 4), (options.Timeout, options.Hz, options.MaxClients, options.Databases));
        Assert.Equal((file, _input), (line.ConfigFilePath, line.StandardInput));
    }

    [Fact]
    public void A_dash_reads_standard_input()
    {
        _input = "port 7000\n";
        Assert.Equal((7000, 5), (Parse("-", "--timeout", "5").Parameters.Options.Port, Parse("-", "--timeout", "5").Parameters.Options.Timeout));
    }

    [Fact]
    public void A_bad_line_of_standard_input_is_told()
    {
        _input = "\nport abc\n";
        Fails("Reading the configuration file, at line 2 of standard input\n>>> 'port abc'\nargument couldn't be parsed into an integer", "-");
    }

    [Fact]
    public void CONFIG_REWRITE_writes_the_file_the_server_was_started_with()
    {
        string file = _folder.File("a.conf", "timeout 1\n");
        CommandLine line = Parse(file);
        Assert.True(line.Parameters.TrySet([new("timeout", "2")], out _));
        Assert.True(line.Parameters.TryRewrite(out string error), error);
        Assert.Equal("timeout 2\n", File.ReadAllText(file));
    }

    [Fact]
    public void An_unknown_option_is_told() =>
        Fails("Reading the command line\n>>> '--nosuch x'\nBad directive or wrong number of arguments", "--port", "7000", "--nosuch", "x");

    [Fact]
    public void A_bad_value_is_told() =>
        Fails("Reading the command line\n>>> '--port abc'\nargument couldn't be parsed into an integer", "--port", "abc", "--save", "60", "1");

    [Fact]
    public void An_option_without_value_is_told() => Fails("Reading the command line\n>>> '--port'\nwrong number of arguments", "--port");

    [Fact]
    public void Two_values_for_one_are_told() => Fails("Reading the command line\n>>> '--port 1 \"2 3\"'\nwrong number of arguments", "--port", "1", "2 3");

    [Fact]
    public void A_word_that_is_no_option_is_told() => Fails("Reading the command line\n>>> '-x'\nAn option begins with --; try --help", "-x");

    [Fact]
    public void A_file_that_is_not_there_is_told() =>
        Fails($"Fatal error, can't open config file '{_folder.File("nosuch.conf")}': No such file or directory", _folder.File("nosuch.conf"));

    [Fact]
    public void A_bad_variable_is_told()
    {
        _environment["ACTORKV_NOSUCH"] = "1";
        Fails("Reading the environment variable ACTORKV_NOSUCH\n>>> 'nosuch 1'\nBad directive or wrong number of arguments");
    }

    [Theory]
    [InlineData("--version")]
    [InlineData("-v")]
    public void Version_says_the_version(string argument)
    {
        Assert.Equal(0, Parse(argument).ExitCode);
        Assert.Matches(@"^ActorKv \d+\.\d+\.\d+\S*\n$", _output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    public void Help_names_only_options_that_exist(string argument)
    {
        Assert.Equal(0, Parse(argument).ExitCode);
        ServerParameters parameters = new();
        foreach (System.Text.RegularExpressions.Match match in System.Text.RegularExpressions.Regex.Matches(_output.ToString(), @"--([a-z][a-z-]+)"))
            if (match.Groups[1].Value is not ("help" or "version" or "health" or "name")) Assert.NotNull(parameters.Find(match.Groups[1].Value));
    }

    private CommandLine Parse(params string[] arguments)
    {
        using StringReader input = new(_input);
        return CommandLine.Parse(arguments, _environment, input, _output, _error);
    }

    private void Fails(string ending, params string[] arguments)
    {
        Assert.Equal(1, Parse(arguments).ExitCode);
        Assert.EndsWith(ending, _error.ToString().ReplaceLineEndings("\n").TrimEnd('\n'), StringComparison.Ordinal);
        Assert.Equal("", _output.ToString());
    }
}
