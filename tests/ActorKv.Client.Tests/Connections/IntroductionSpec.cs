// The beginning of a connection: who is there, who may come in, and in which language.

using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ActorKv.Engine.Tests;

namespace ActorKv.Client.Tests.Connections;

public sealed class IntroductionSpec : IDisposable
{
    private readonly FakeServer _server = new();

    public void Dispose() => _server.Dispose();

    [Fact]
    public async Task A_connection_introduces_itself_in_one_go()
    {
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options with { User = "ann", Password = "secret", ClientName = "app", Database = 3 });
        using FakePeer peer = await _server.AcceptAsync();
        Assert.Equal("HELLO 3 AUTH ann secret SETNAME app", await peer.ReadAsync());
        Assert.Equal("SELECT 3", await peer.ReadAsync());
        Assert.Equal("PING", await peer.ReadAsync());
        await peer.SendAsync("%1\r\n$2\r\nid\r\n:7\r\n+OK\r\n+PONG\r\n");
        await using ActorKvConnection connection = await connecting;
        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task A_connection_speaks_TLS_when_it_is_told_to()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        string? asked = null;
        SslClientAuthenticationOptions tls = new() { RemoteCertificateValidationCallback = (_, shown, _, _) => (asked = shown?.Subject) is not null };
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options with { Tls = tls });
        using FakePeer peer = await _server.AcceptAsync(certificate);
        Assert.Equal("HELLO 3", await peer.ReadAsync());
        Assert.Equal("PING", await peer.ReadAsync());
        await peer.SendAsync("%1\r\n$2\r\nid\r\n:7\r\n+PONG\r\n");
        await using ActorKvConnection connection = await connecting;
        Task<string?> value = connection.GetAsync("k").AsTask();
        Assert.Equal("GET k", await peer.ReadAsync());
        await peer.SendAsync("$1\r\nv\r\n");
        Assert.Equal("v", await value);
        Assert.Equal("CN=127.0.0.1", asked);
    }

    [Fact]
    public async Task A_server_whose_certificate_is_not_trusted_is_not_talked_to()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=elsewhere", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options with { Tls = new SslClientAuthenticationOptions() });
        Task<FakePeer> accepting = _server.AcceptAsync(certificate);
        await Assert.ThrowsAsync<KvConnectionException>(() => connecting);
        await Task.WhenAny(accepting);
    }

    [Fact]
    public async Task A_server_that_is_loading_its_data_is_waited_for()
    {
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options);
        using FakePeer peer = await _server.AcceptAsync();
        Assert.Equal("HELLO 3", await peer.ReadAsync());
        Assert.Equal("PING", await peer.ReadAsync());
        await peer.SendAsync("%1\r\n$2\r\nid\r\n:7\r\n-LOADING not yet\r\n");
        Assert.Equal("PING", await peer.ReadAsync());
        await peer.SendAsync("-LOADING not yet\r\n");
        Assert.Equal("PING", await peer.ReadAsync());
        Assert.False(connecting.IsCompleted);
        await peer.SendAsync("+PONG\r\n");
        await using ActorKvConnection connection = await connecting;
        Assert.True(connection.IsConnected);
    }

    [Fact]
    public async Task A_server_that_does_not_let_the_client_in_says_why()
    {
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options with { Password = "wrong" });
        using FakePeer peer = await _server.AcceptAsync();
        Assert.Equal("HELLO 3 AUTH default wrong", await peer.ReadAsync());
        await peer.SendAsync("-WRONGPASS invalid username-password pair\r\n");
        Assert.Equal("WRONGPASS", (await Assert.ThrowsAsync<KvException>(() => connecting)).Code);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_an_exception_that_names_it()
    {
        ActorKvConnectionOptions options = _server.Options;
        _server.Dispose();
        KvConnectionException refused = await Assert.ThrowsAsync<KvConnectionException>(() => ActorKvConnection.ConnectAsync(options));
        Assert.Contains($"127.0.0.1:{options.Port}", refused.Message, StringComparison.Ordinal);
        Assert.False(refused.OutcomeUnknown);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_greeting_is_given_up()
    {
        ManualTime time = new();
        Task<ActorKvConnection> connecting = ActorKvConnection.ConnectAsync(_server.Options with { TimeProvider = time });
        using FakePeer peer = await _server.AcceptAsync();
        await peer.ReadAsync();
        time.Advance(TimeSpan.FromSeconds(6));
        await Assert.ThrowsAsync<KvConnectionException>(() => connecting);
    }
}
