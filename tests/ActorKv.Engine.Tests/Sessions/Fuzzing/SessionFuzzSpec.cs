// Random requests in random order, on several sessions of one store. Whatever they are: each is answered, no command ends in an internal error,
// and when the sessions are gone nothing of them is left.

using System.Text;
using ActorKv.Engine.Sessions;
using ActorKv.Protocol;

namespace ActorKv.Engine.Tests.Sessions.Fuzzing;

public sealed class SessionFuzzSpec
{
    private const int Rounds = 4_000, Sessions = 3, FlushEvery = 500;

    [Theory]
    [InlineData(1), InlineData(20251122)]
    public async Task Whatever_is_asked_is_answered_and_leaves_nothing_behind(int seed)
    {
        await using TestStore kv = await TestStore.OpenAsync();
        Random random = new(seed);
        RandomRequests requests = new(random, kv.Store.Commands);
        LocalSession?[] sessions = new LocalSession?[Sessions];
        for (int round = 0; round < Rounds; round++)
        {
            int number = random.Next(Sessions);
            LocalSession session = sessions[number] ??= new LocalSession(kv.Store);
            List<byte[][]> asked = random.Next(4) == 0 ? requests.FromBytes() : [requests.Command()];
            foreach (byte[][] request in asked)
                if (!Left(request)) await AnswersAsync(session, request);
            if (session.IsClosed || random.Next(100) == 0)
            {
                session.Dispose();
                sessions[number] = null;
            }
            if (round % FlushEvery == 0) await kv.Run("FLUSHALL");
        }
        foreach (LocalSession? session in sessions) session?.Dispose();
        Assert.Equal("PONG", await kv.Run("PING"));
        Assert.Equal(1, kv.Store.Sessions.Count);
        Assert.Equal(0, kv.Store.Blocking.Count);
        Assert.Equal(0, kv.Store.Supervision.Restarts);
        string digest = kv.Digest();
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal(digest, after.Digest());
    }

    // Commands that random bytes may spell and that end the session.
    private static bool Left(byte[][] request) => Encoding.Latin1.GetString(request[0]).ToUpperInvariant() is "QUIT" or "RESET";

    private static async Task AnswersAsync(LocalSession session, byte[][] request)
    {
        Task<Reply> reply = session.ExecuteAsync(request);
        // Who waits for keys, or for replicas that never come, is let go.
        while (!reply.IsCompleted)
        {
            session.Session.Unblock(null);
            await Task.Yield();
        }
        string text = LocalSessionTesting.Show(await reply);
        Assert.False(text.StartsWith("(error) ERR internal error", StringComparison.Ordinal), $"{string.Join(' ', request.Select(Encoding.Latin1.GetString))}: {text}");
    }
}
