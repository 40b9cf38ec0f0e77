namespace ActorKv.Engine.Tests.Commits;

public sealed class JournalFaultSpec
{
    [Fact]
    public async Task When_the_journal_fails_writers_get_an_error_and_nothing_of_theirs_stays()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET k durable");
        await kv.Run("RPUSH l a b");
        string digest = kv.Digest();

        kv.Journal.Fault = "the disk is full";
        Assert.Equal("(error) MISCONF The journal could not be written, so the command was taken back: the disk is full", await kv.Run("SET k lost"));
        Assert.Equal(digest, kv.Digest());
        Assert.Equal("durable", await kv.Run("GET k"));
        Assert.StartsWith("(error) MISCONF", await kv.Run("RPUSH l c"), StringComparison.Ordinal);
        Assert.Equal("(integer) 2", await kv.Run("LLEN l"));
    }

    [Fact]
    public async Task Everything_appended_behind_a_failed_commit_is_taken_back_with_it()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        string digest = kv.Digest();
        kv.Journal.Stop();
        List<Task<string>> writes = [.. Enumerable.Range(0, 50).Select(i => kv.NewSession().Run($"INCR a"))];
        Task<string> read = kv.NewSession().Run("GET a");
        kv.Journal.Fault = "the disk is full";
        kv.Journal.GoOn();
        Assert.All(await Task.WhenAll(writes), reply => Assert.StartsWith("(error) MISCONF", reply, StringComparison.Ordinal));
        // The reader saw what was taken back: it must not be answered with it.
        Assert.StartsWith("(error) MISCONF", await read, StringComparison.Ordinal);
        Assert.Equal(digest, kv.Digest());
    }

    [Fact]
    public async Task Writing_resumes_by_itself_and_the_journal_has_no_gap()
    {
        await using TestStore kv = await TestStore.OpenAsync();
        await kv.Run("SET a 1");
        kv.Journal.Fault = "the disk is full";
        await kv.Run("SET a 2");
        kv.Journal.Fault = null;
        string reply;
        do reply = await kv.Run("SET a 3");
        while (reply.StartsWith("(error) MISCONF", StringComparison.Ordinal));
        Assert.Equal("OK", reply);
        await using TestStore after = await kv.CrashAsync();
        Assert.Equal("3", await after.Run("GET a"));
        Assert.Equal(kv.Digest(), after.Digest());
    }
}
