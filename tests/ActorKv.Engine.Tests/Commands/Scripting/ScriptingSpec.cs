// The commands of scripting where no interpreter is: what is refused before one is needed. What scripts do is shown in ActorKv.Scripting.Tests and,
// beside redis-server, in ActorKv.Acceptance.Tests/Scripting.

namespace ActorKv.Engine.Tests.Commands.Scripting;

public sealed class ScriptingSpec
{
    [Theory]
    [InlineData("EVAL x nope", "(error) ERR value is not an integer or out of range")]
    [InlineData("EVAL x 2 a", "(error) ERR Number of keys can't be greater than number of args")]
    [InlineData("EVAL_RO x -1", "(error) ERR Number of keys can't be negative")]
    [InlineData("EVAL x 0", "(error) ERR This server runs no scripts")]
    [InlineData("EVALSHA x 0", "(error) NOSCRIPT No matching script. Please use EVAL.")]
    [InlineData("EVALSHA_RO ffffffffffffffffffffffffffffffffffffffff 0", "(error) NOSCRIPT No matching script. Please use EVAL.")]
    [InlineData("FCALL f 0", "(error) ERR Function not found")]
    [InlineData("FCALL_RO f x", "(error) ERR Function not found")]
    [InlineData("SCRIPT LOAD x", "(error) ERR This server runs no scripts")]
    [InlineData("SCRIPT EXISTS x y", "[(integer) 0, (integer) 0]")]
    [InlineData("SCRIPT FLUSH ASYNC", "OK")]
    [InlineData("SCRIPT FLUSH now", "(error) ERR SCRIPT FLUSH only support SYNC|ASYNC option")]
    [InlineData("SCRIPT KILL", "(error) NOTBUSY No scripts in execution right now.")]
    [InlineData("SCRIPT DEBUG NO", "OK")]
    [InlineData("SCRIPT DEBUG x", "(error) ERR Use SCRIPT DEBUG YES/SYNC/NO")]
    [InlineData("FUNCTION LOAD x", "(error) ERR This server runs no scripts")]
    [InlineData("FUNCTION LOAD over x", "(error) ERR Unknown option given: over")]
    [InlineData("FUNCTION DELETE lib", "(error) ERR Library not found")]
    [InlineData("FUNCTION FLUSH", "OK")]
    [InlineData("FUNCTION KILL", "(error) NOTBUSY No scripts in execution right now.")]
    [InlineData("FUNCTION LIST", "[]")]
    [InlineData("FUNCTION LIST LIBRARYNAME", "(error) ERR library name argument was not given")]
    [InlineData("FUNCTION RESTORE x", "(error) ERR DUMP payload version or checksum are wrong")]
    [InlineData("FUNCTION RESTORE x over", "(error) ERR Wrong restore policy given, value should be either FLUSH, APPEND or REPLACE.")]
    public async Task Without_an_interpreter_a_command_answers_what_needs_none(string command, string reply)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.Equal(reply, await kv.Run(command));
    }

    [Theory]
    [InlineData("SCRIPT HELP")]
    [InlineData("FUNCTION HELP")]
    [InlineData("FUNCTION STATS")]
    [InlineData("FUNCTION DUMP")]
    public async Task What_tells_of_scripts_is_no_error(string command)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Assert.DoesNotContain("(error)", await kv.Run(command), StringComparison.Ordinal);
    }
}
