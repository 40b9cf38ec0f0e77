using ActorKv.Engine.Configuration;
using ActorKv.Server.Configuration;

namespace ActorKv.Server.Tests.Configuration;

public sealed class ConfigFileSpec : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServerParameters _parameters = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Comments_blank_lines_quotes_and_any_case_are_read()
    {
        Load("# a comment\n\n  \t\n  PORT 7000\r\nrequirepass \"a \\\"b\\x41\"\nlogfile 'x y.log'\n   # another\nsave 900 1\nsave 60 5\n");
        ServerOptions options = _parameters.Options;
        Assert.Equal((7000, "a \"bA", "x y.log"), (options.Port, options.RequirePass, options.LogFile));
        Assert.Equal([new SavePoint(900, 1), new SavePoint(60, 5)], options.Save);
    }

    [Fact]
    public void The_last_line_wins()
    {
        Load("port 7000\nport 7001");
        Assert.Equal(7001, _parameters.Options.Port);
    }

    [Theory]
    [InlineData("port 7000\nnosuch x\n", 2, "nosuch x", "Bad directive or wrong number of arguments")]
    [InlineData("port abc", 1, "port abc", "argument couldn't be parsed into an integer")]
    [InlineData("\n\n  port   1 2  \r\n", 3, "port   1 2", "wrong number of arguments")]
    [InlineData("port", 1, "port", "wrong number of arguments")]
    [InlineData("port \"1", 1, "port \"1", "Unbalanced quotes in configuration line")]
    [InlineData("appendonly maybe", 1, "appendonly maybe", "argument must be 'yes' or 'no'")]
    [InlineData("save 60", 1, "save 60", "Invalid save parameters")]
    [InlineData("maxmemory 1x", 1, "maxmemory 1x", "argument must be a memory value")]
    [InlineData("include", 1, "include", "Bad directive or wrong number of arguments")]
    [InlineData("cluster-enabled yes", 1, "cluster-enabled yes", "ActorKv supports only 'no' here")]
    public void A_bad_line_is_told_with_file_and_number(string text, int number, string line, string reason)
    {
        string path = _folder.File("bad.conf", text);
        string message = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message;
        Assert.StartsWith("\n*** FATAL CONFIG FILE ERROR (ActorKv ", message, StringComparison.Ordinal);
        Assert.EndsWith($"\nReading the configuration file, at line {number} of '{path}'\n>>> '{line}'\n{reason}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_told_by_name()
    {
        string path = _folder.File("nosuch.conf");
        Assert.Equal($"Fatal error, can't open config file '{path}': No such file or directory",
            Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message);
    }

    [Fact]
    public void Include_takes_the_file_at_its_place()
    {
        string inner = _folder.File("inner.conf", "port 7001\ntimeout 5\n");
        Load($"port 7000\ntimeout 4\ninclude {inner}\ntimeout 6\n");
        Assert.Equal((7001, 6), (_parameters.Options.Port, _parameters.Options.Timeout));
    }

    [Fact]
    public void Include_with_a_pattern_takes_all_matches_in_order_and_may_find_none()
    {
        _folder.File("b.inc", "timeout 2\n");
        _folder.File("a.inc", "timeout 1\nhz 20\n");
        _folder.File("c.other", "timeout 3\n");
        Load($"include \"{_folder.Path}/*.inc\"\ninclude {_folder.Path}/*.none\n");
        Assert.Equal((2, 20), (_parameters.Options.Timeout, _parameters.Options.Hz));
    }

    [Fact]
    public void A_bad_line_of_an_included_file_names_that_file()
    {
        string inner = _folder.File("inner.conf", "\nport x\n");
        string message = Assert.Throws<ConfigurationException>(() => Load($"include {inner}\n")).Message;
        Assert.Contains($"at line 2 of '{inner}'", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_includes_itself_is_an_error()
    {
        string path = _folder.File("self.conf");
        File.WriteAllText(path, $"include {path}\n");
        string message = Assert.Throws<ConfigurationException>(() => ConfigFile.Load(path, _parameters)).Message;
        Assert.Contains("included more than 16 deep", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("quo\"te and 'single' and back\\slash")]
    [InlineData("tab\tline\nreturn\rnul\0bell\a")]
    [InlineData("#hash")]
    [InlineData("größe")]
    public void A_quoted_word_reads_back_as_it_was(string word) => Assert.Equal(["name", word], ConfigFile.Words("name " + ConfigFile.Quoted(word))!);

    private void Load(string text) => ConfigFile.Load(_folder.File("test.conf", text), _parameters);
}
