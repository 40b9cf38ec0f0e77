// A session and what it was told unasked.

using System.Threading.Channels;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.PubSub;

internal sealed class Listener
{
    private readonly Channel<Reply> _pushes = Channel.CreateUnbounded<Reply>();

    public Listener(TestStore kv)
    {
        Session = kv.NewSession();
        Session.OnPush = push => _pushes.Writer.TryWrite(push);
    }

    public LocalSession Session { get; }

    public Task<string> Run(string line) => Session.Run(line);

    public async Task<string> Next() => LocalSessionTesting.Show(await Take());

    /// <summary>Fails when nothing comes.</summary>
    public async Task<Reply> Take() => await _pushes.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    /// <summary>Nothing has come. Only after a command of this session, which delivers what was posted before.</summary>
    public void HasNothing() => Assert.Equal(0, _pushes.Reader.Count);
}
