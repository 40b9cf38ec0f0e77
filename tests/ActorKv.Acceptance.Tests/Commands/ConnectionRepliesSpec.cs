// The replies of the commands about connections and about commands, byte for byte those of redis-server, in RESP2 and in RESP3. What is about
// this server and not about the protocol (HELP, CLIENT LIST and INFO, what a connection's id is) is not asked for.

using System.Text;
using System.Text.RegularExpressions;
using ActorKv.Acceptance.Tests.Harness;

namespace ActorKv.Acceptance.Tests.Commands;

public sealed class ConnectionRepliesSpec : IDisposable
{
    private static readonly string[] s_commands =
    [
        "AUTH", "AUTH x", "AUTH a b c", "AUTH default x", "AUTH other x", "ECHO", "ECHO hi", "ECHO a b", "PING", "PING a", "PING a b",
        "HELLO", "HELLO 4", "HELLO 1", "HELLO abc", "HELLO 99999999999999999999", "HELLO 3 FOO", "HELLO 3 AUTH x", "HELLO 3 AUTH x y", "HELLO 3 SETNAME", "HELLO 3 SETNAME \xff",
        "HELLO 3 AUTH x y SETNAME \xff", "HELLO 2 SETNAME nm", "CLIENT GETNAME", "HELLO 3 AUTH default x", "RESET", "CLIENT GETNAME", "RESET x",
        "SELECT", "SELECT abc", "SELECT 16", "SELECT -1", "SELECT 99999999999", "SELECT 99999999999999999999", "SELECT 15",
        "CLIENT", "CLIENT FOO", "CLIENT ID", "CLIENT ID x", "CLIENT INFO x", "CLIENT GETNAME x", "CLIENT GETREDIR", "CLIENT TRACKINGINFO", "CLIENT HELP x",
        "CLIENT LIST TYPE", "CLIENT LIST TYPE x", "CLIENT LIST TYPE pubsub", "CLIENT LIST TYPE master", "CLIENT LIST TYPE slave", "CLIENT LIST TYPE replica",
        "CLIENT LIST ID", "CLIENT LIST ID x", "CLIENT LIST ID 0", "CLIENT LIST ID -1", "CLIENT LIST FOO 1", "CLIENT LIST TYPE normal ID 1",
        "CLIENT SETNAME", "CLIENT SETNAME \xff", "CLIENT SETNAME ok", "CLIENT GETNAME",
        "CLIENT KILL", "CLIENT KILL x", "CLIENT KILL 127.0.0.1:1", "CLIENT KILL ID", "CLIENT KILL ID x", "CLIENT KILL ID 0", "CLIENT KILL ID 99999", "CLIENT KILL TYPE x",
        "CLIENT KILL TYPE pubsub", "CLIENT KILL USER x", "CLIENT KILL USER default SKIPME maybe", "CLIENT KILL FOO x", "CLIENT KILL ID 1 FOO", "CLIENT KILL ADDR 1:1",
        "CLIENT KILL LADDR 1:1", "CLIENT KILL ID 99999 SKIPME no",
        "CLIENT PAUSE", "CLIENT PAUSE x", "CLIENT PAUSE -1", "CLIENT PAUSE 99999999999999999999", "CLIENT PAUSE 1 FOO", "CLIENT PAUSE 1 ALL x", "CLIENT PAUSE x FOO", "CLIENT PAUSE 0.5",
        "CLIENT PAUSE 0 all", "CLIENT UNPAUSE", "CLIENT UNPAUSE x",
        "CLIENT UNBLOCK", "CLIENT UNBLOCK x", "CLIENT UNBLOCK 99999", "CLIENT UNBLOCK 1 FOO", "CLIENT UNBLOCK 1 TIMEOUT x", "CLIENT UNBLOCK x FOO", "CLIENT UNBLOCK -1",
        "CLIENT REPLY", "CLIENT REPLY FOO", "CLIENT REPLY ON", "CLIENT NO-EVICT", "CLIENT NO-EVICT x", "CLIENT NO-EVICT on", "CLIENT NO-EVICT off",
        "COMMAND FOO", "COMMAND COUNT x", "COMMAND HELP x", "COMMAND INFO get nosuch get|x a|b|c GET client|ID lmpop", "COMMAND DOCS nosuch", "COMMAND DOCS get|x",
        "COMMAND LIST FOO", "COMMAND LIST FILTERBY", "COMMAND LIST FILTERBY FOO x", "COMMAND LIST FILTERBY MODULE x", "COMMAND LIST FILTERBY MODULE x y",
        "COMMAND LIST FILTERBY ACLCAT nosuch", "COMMAND LIST FILTERBY ACLCAT @read", "COMMAND LIST FILTERBY PATTERN MGE*",
        "COMMAND GETKEYS", "COMMAND GETKEYS get", "COMMAND GETKEYS get a", "COMMAND GETKEYS get a b", "COMMAND GETKEYS nosuch x", "COMMAND GETKEYS ping a", "COMMAND GETKEYS ping",
        "COMMAND GETKEYS mset a b c d", "COMMAND GETKEYS mset a b c", "COMMAND GETKEYS object encoding k", "COMMAND GETKEYS object foo k", "COMMAND GETKEYS object k",
        "COMMAND GETKEYS object|encoding k", "COMMAND GETKEYS object help", "COMMAND GETKEYS lmpop 2 a b left", "COMMAND GETKEYS lmpop 9 a b left", "COMMAND GETKEYS lmpop 0 a b left",
        "COMMAND GETKEYS lmpop x a b left", "COMMAND GETKEYS blmpop 1 2 a b left", "COMMAND GETKEYS blpop a b c 5", "COMMAND GETKEYS client list", "COMMAND GETKEYS command get",
        "COMMAND GETKEYSANDFLAGS set a b", "COMMAND GETKEYSANDFLAGS set a b get", "COMMAND GETKEYSANDFLAGS copy a b", "COMMAND GETKEYSANDFLAGS lmove a b left left",
        "COMMAND GETKEYSANDFLAGS ping a", "COMMAND GETKEYSANDFLAGS del a b", "QUIT",
    ];

    private static readonly string[] s_beforeAuth =
    [
        "PING", "ECHO x", "GET k", "GET", "NOSUCH", "SELECT 1", "CLIENT", "CLIENT ID", "CLIENT FOO", "COMMAND", "COMMAND COUNT", "RESET", "RESET x", "QUIT",
        "AUTH bad", "AUTH default bad", "AUTH Default secret", "AUTH a b c", "AUTH secret", "AUTH default secret", "AUTH",
        "HELLO", "HELLO 3", "HELLO 4", "HELLO 3 FOO", "HELLO 3 SETNAME x", "HELLO 3 AUTH default bad", "HELLO 3 AUTH default secret", "HELLO 3 AUTH default secret FOO",
        "MSET a b c d e f g h i", "MSET a b c d e f g h i j", "AUTH " + new string('x', 16384),
    ];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [RequiresTheory(Needs.RedisServer)]
    [InlineData(2)]
    [InlineData(3)]
    public void Commands_about_connections_answer_as_Redis_does(int version)
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path), oracle = RespServer.StartOracle();
        using RespClient client = server.Connect(), oracleClient = oracle.Connect();
        AssertSame(s_commands, Answers(client), Answers(oracleClient));

        string[] Answers(RespClient asked) =>
        [
            .. s_commands.Select(command =>
            {
                asked.Do("HELLO", version);
                return Answer(asked, command);
            }),
        ];
    }

    [RequiresFact(Needs.RedisServer)]
    public void Before_AUTH_commands_answer_as_Redis_does()
    {
        using RespServer server = RespServer.StartActorKv(_directory.Path), oracle = RespServer.StartOracle();
        AssertSame(s_beforeAuth, Answers(server), Answers(oracle));

        static string[] Answers(RespServer asked)
        {
            using (RespClient first = asked.Connect()) first.Do("CONFIG", "SET", "requirepass", "secret");
            return
            [
                .. s_beforeAuth.Select(command =>
                {
                    using RespClient client = asked.Connect();
                    return Answer(client, command) + " then " + Answer(client, "GET k");
                }),
            ];
        }
    }

    private static string Answer(RespClient client, string command)
    {
        try
        {
            client.Do([.. command.Split(' ').Select(word => (Argument)word)]);
        }
        catch (ConnectionLostException)
        {
            return "closed";
        }
        // HELLO says "cluster" on a node of one.
        string reply = Encoding.Latin1.GetString(client.LastBytes).ReplaceLineEndings("|").Replace("|$7|cluster|", "|$10|standalone|", StringComparison.Ordinal);
        // Connections are numbered by the server.
        return command == "CLIENT ID" ? reply[..1] : Regex.Replace(reply, @"(?<=\$2\|id\|:)\d+", "n", RegexOptions.None, TimeSpan.FromSeconds(1));
    }

    private static void AssertSame(string[] commands, string[] ours, string[] theirs)
    {
        string[] differences =
        [
            .. commands.Select((command, i) => (command, i)).Where(asked => ours[asked.i] != theirs[asked.i])
                .Select(asked => $"{asked.command}\n  redis-server {theirs[asked.i]}\n  here         {ours[asked.i]}"),
        ];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }
}
