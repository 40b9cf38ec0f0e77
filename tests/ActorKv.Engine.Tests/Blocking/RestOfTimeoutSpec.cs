using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Blocking;
using ActorKv.Engine.Commands;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Blocking;

public sealed class RestOfTimeoutSpec
{
    private static readonly CommandTable s_commands = EngineCommands.CreateAll();

    [Theory]
    [InlineData("BLPOP k 10", "BLPOP k 6")]
    [InlineData("BRPOP k 4.25", "BRPOP k 0.25")]
    [InlineData("BLPOP k 4", "BLPOP k 0.001")]
    [InlineData("BLPOP k 1", "BLPOP k 0.001")]
    [InlineData("BLPOP k 0", "BLPOP k 0")]
    [InlineData("BLPOP k soon", "BLPOP k soon")]
    [InlineData("BLMOVE a b LEFT RIGHT 10", "BLMOVE a b LEFT RIGHT 6")]
    [InlineData("BRPOPLPUSH a b 10", "BRPOPLPUSH a b 6")]
    [InlineData("BLMPOP 10 1 k LEFT COUNT 3", "BLMPOP 6 1 k LEFT COUNT 3")]
    [InlineData("BZMPOP 10 1 k MIN", "BZMPOP 6 1 k MIN")]
    [InlineData("BZPOPMIN a b 10", "BZPOPMIN a b 6")]
    [InlineData("BZPOPMAX a b 10", "BZPOPMAX a b 6")]
    [InlineData("XREAD COUNT 2 block 4500 STREAMS s $", "XREAD COUNT 2 block 500 STREAMS s $")]
    [InlineData("XREAD BLOCK 3000 STREAMS s $", "XREAD BLOCK 1 STREAMS s $")]
    [InlineData("XREAD BLOCK 0 STREAMS s $", "XREAD BLOCK 0 STREAMS s $")]
    [InlineData("XREAD STREAMS BLOCK 9000", "XREAD STREAMS BLOCK 9000")]
    [InlineData("XREADGROUP GROUP BLOCK 9000 BLOCK 5000 STREAMS s >", "XREADGROUP GROUP BLOCK 9000 BLOCK 1000 STREAMS s >")]
    public void After_four_seconds_a_command_asks_for_four_seconds_less(string asked, string rest)
    {
        Request request = Request.Of([.. asked.Split(' ').Select(Encoding.ASCII.GetBytes)]);
        Request shorter = RestOfTimeout.Of(s_commands.Find(request[0])!.Spec, request, TimeSpan.FromSeconds(4));
        Assert.Equal(rest, string.Join(' ', Enumerable.Range(0, shorter.Count).Select(i => Encoding.ASCII.GetString(shorter[i]))));
    }

    [Fact]
    public void Every_blocking_command_over_keys_has_a_timeout_that_is_found()
    {
        foreach (Command command in s_commands.Commands.Where(command => command is KeyCommand && command.Spec.Has(CommandFlags.Blocking)))
            Assert.Matches(@"^timeout | timeout$|\[BLOCK milliseconds\]", command.Spec.Syntax);
    }
}
