// actorkv --health, asked of servers that answer in every way.

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using ActorKv.Server.Cli;

namespace ActorKv.Server.Tests.Cli;

public sealed class HealthCheckSpec : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly StringWriter _error = new();

    public HealthCheckSpec() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("+PONG\r\n", 0, "")]
    [InlineData("-NOAUTH Authentication required.\r\n", 0, "")]
    [InlineData("-LOADING Redis is loading the dataset in memory\r\n", 1, "answers: -LOADING Redis is loading the dataset in memory")]
    [InlineData("", 1, "answers: nothing")]
    public async Task A_server_is_well_when_it_serves(string reply, int exitCode, string said)
    {
        Task<string> asked = AnswerAsync(reply);
        Assert.Equal(exitCode, await HealthCheck.RunAsync([$"127.0.0.1:{Port}"], [], _error));
        Assert.Equal("PING\r\n", await asked);
        Assert.EndsWith(said, _error.ToString().TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_place_it_asks_at_the_port_of_the_environment()
    {
        Task<string> asked = AnswerAsync("+PONG\r\n");
        Assert.Equal(0, await HealthCheck.RunAsync([], [KeyValuePair.Create("ACTORKV_PORT", Port.ToString(CultureInfo.InvariantCulture))], _error));
        await asked;
    }

    [Fact]
    public async Task A_port_alone_is_one_of_this_machine()
    {
        Task<string> asked = AnswerAsync("+PONG\r\n");
        Assert.Equal(0, await HealthCheck.RunAsync([Port.ToString(CultureInfo.InvariantCulture)], [], _error));
        await asked;
    }

    [Fact]
    public async Task Nobody_there_is_not_well()
    {
        int port = Port;
        _listener.Stop();
        Assert.Equal(1, await HealthCheck.RunAsync([$"127.0.0.1:{port}"], [], _error));
        Assert.NotEmpty(_error.ToString());
    }

    [Theory]
    [InlineData("127.0.0.1:")]
    [InlineData("127.0.0.1:70000")]
    [InlineData("127.0.0.1:1", "more")]
    public async Task What_is_no_place_is_an_error(params string[] arguments)
    {
        Assert.Equal(1, await HealthCheck.RunAsync(arguments, [], _error));
        Assert.Contains("What follows is host:port", _error.ToString(), StringComparison.Ordinal);
    }

    private async Task<string> AnswerAsync(string reply)
    {
        using TcpClient client = await _listener.AcceptTcpClientAsync();
        await using NetworkStream stream = client.GetStream();
        byte[] asked = new byte["PING\r\n".Length];
        await stream.ReadExactlyAsync(asked);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(reply));
        return Encoding.ASCII.GetString(asked);
    }
}
