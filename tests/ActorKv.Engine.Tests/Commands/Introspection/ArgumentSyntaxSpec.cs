using System.Text;
using ActorKv.Core.Commands;
using ActorKv.Engine.Commands;
using ActorKv.Engine.Commands.Introspection.Shared;

namespace ActorKv.Engine.Tests.Commands.Introspection;

public sealed class ArgumentSyntaxSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("key", "key:Key")]
    [InlineData("key [key ...]", "key:Key+")]
    [InlineData("key [count]", "key:Key count:Integer?")]
    [InlineData("key value [key value ...]", "key-value:Block+(key:Key value:String)")]
    [InlineData("key [NX | XX]", "key:Key condition:OneOf?(nx:PureToken=NX xx:PureToken=XX)")]
    [InlineData("key [EX seconds | PERSIST]", "key:Key expiration:OneOf?(seconds:Integer=EX persist:PureToken=PERSIST)")]
    [InlineData("key [LIMIT offset count] [DESC]", "key:Key limit:Block=LIMIT?(offset:Integer count:Integer) desc:PureToken=DESC?")]
    [InlineData("key [GET pattern [GET pattern ...]]", "key:Key pattern:Pattern=GET?+*")]
    [InlineData("numkeys key [key ...] <LEFT | RIGHT> [COUNT count]", "numkeys:Integer key:Key+ where:OneOf(left:PureToken=LEFT right:PureToken=RIGHT) count:Integer=COUNT?")]
    [InlineData("[ID client-id [client-id ...]]", "client-id:Integer=ID?+")]
    [InlineData("[TYPE <NORMAL | MASTER>]", "client-type:OneOf=TYPE?(normal:PureToken=NORMAL master:PureToken=MASTER)")]
    [InlineData("[version [AUTH username password]]", "version-auth:Block?(version:Integer auth:Block=AUTH?(username:String password:String))")]
    [InlineData("STREAMS key [key ...] id [id ...]", "streams:Block=STREAMS(key:Key+ id:String+)")]
    [InlineData("key <* | id>", "key:Key test-choice:OneOf(auto-id:PureToken=* id:String)")]
    [InlineData("<a | [B c] ...>", "test-choice:OneOf(a:String c:String=B?+)")]
    [InlineData("command [arg [arg ...]]", "command:String arg:String?+")]
    public void A_syntax_becomes_a_tree(string syntax, string tree)
    {
        CommandSpec spec = new("TEST")
        {
            Group = CommandGroup.Generic, Since = "1.0.0", Complexity = "O(1)", Summary = "For this test.", Arity = -1, Syntax = syntax, Keys = [KeySpec.At(1, KeyAccess.Read)],
        };
        Assert.Equal(tree, Show(ArgumentSyntax.Of(spec)));
    }

    [Theory]
    [InlineData("key [count")]
    [InlineData("key count]")]
    [InlineData("<LEFT | RIGHT]")]
    [InlineData("[NX | ]")]
    [InlineData("...")]
    [InlineData("a | b")]
    public void What_is_no_syntax_is_refused(string syntax) => Assert.Throws<FormatException>(() => SyntaxNode.Parse(syntax));

    [Fact]
    public void Every_command_has_a_syntax_that_says_what_its_arity_says()
    {
        foreach (Command command in AllCommands())
        {
            CommandSpec spec = command.Spec;
            IReadOnlyList<Argument> arguments = ArgumentSyntax.Of(spec);
            if (command.IsContainer || spec.Has(CommandFlags.EffectOnly)) continue;
            int name = command.FirstArgument, needed = name + arguments.Sum(Needed);
            Assert.True(spec.Arity > 0 ? spec.Arity == needed : needed >= -spec.Arity, $"{spec.FullName}: arity {spec.Arity}, and '{spec.Syntax}' needs {needed}");
            Assert.True(spec.Arity < 0 || !arguments.Any(IsOpen), $"{spec.FullName}: arity {spec.Arity}, and '{spec.Syntax}' leaves the number open");
        }
    }

    [Fact]
    public void Every_key_spec_of_a_command_is_named_by_its_arguments()
    {
        foreach (Command command in AllCommands())
        {
            int[] named = [.. Flatten(ArgumentSyntax.Of(command.Spec)).Select(argument => argument.KeySpecIndex).Where(index => index >= 0).Distinct()];
            // A shard channel has a slot, as a key has, and is none.
            int keys = command.Spec.Keys.Count(key => (key.Access & KeyAccess.NotKey) == 0);
            Assert.True(named.Length == keys, $"{command.Spec.FullName}: {keys} key specs, and '{command.Spec.Syntax}' names {named.Length}");
        }
    }

    private static IEnumerable<Command> AllCommands() =>
        EngineCommands.CreateAll().Commands.SelectMany(command => command.Subcommands.Values.Prepend(command)).Where(command => !command.Spec.Has(CommandFlags.EffectOnly));

    private static int Needed(Argument argument) => argument switch
    {
        { IsOptional: true } => 0,
        { Kind: ArgumentKind.PureToken } => 1,
        { Kind: ArgumentKind.OneOf } => argument.Arguments.Min(Needed) + (argument.Token is null ? 0 : 1),
        { Kind: ArgumentKind.Block } => argument.Arguments.Sum(Needed) + (argument.Token is null ? 0 : 1),
        _ => argument.Token is null ? 1 : 2,
    };

    private static bool IsOpen(Argument argument) => argument.IsOptional || argument.IsMultiple || argument.Arguments.Any(IsOpen);

    private static IEnumerable<Argument> Flatten(IEnumerable<Argument> arguments) => arguments.SelectMany(argument => Flatten(argument.Arguments).Prepend(argument));

    private static string Show(IEnumerable<Argument> arguments) => string.Join(' ', arguments.Select(Show));

    private static string Show(Argument argument)
    {
        StringBuilder text = new($"{argument.Name}:{argument.Kind}");
        if (argument.Token is not null) text.Append('=').Append(argument.Token);
        if (argument.IsOptional) text.Append('?');
        if (argument.IsMultiple) text.Append('+');
        if (argument.IsMultipleToken) text.Append('*');
        if (argument.Arguments.Count > 0) text.Append('(').Append(Show(argument.Arguments)).Append(')');
        return text.ToString();
    }
}
