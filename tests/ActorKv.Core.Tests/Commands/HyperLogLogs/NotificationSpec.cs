namespace ActorKv.Core.Tests.Commands.HyperLogLogs;

public sealed class NotificationSpec
{
    [Theory]
    [InlineData("PFADD k", "new k, pfadd k")]
    [InlineData("PFADD k a b", "new k, pfadd k")]
    [InlineData("PFADD k a ; PFADD k a", "")]
    [InlineData("PFADD k a ; PFADD k b", "pfadd k")]
    [InlineData("PFCOUNT k", "keymiss k")]
    [InlineData("PFADD k a ; PFCOUNT k", "")]
    [InlineData("PFADD k a ; PFCOUNT k l", "keymiss l")]
    [InlineData("PFMERGE d", "keymiss d, new d, pfadd d")]
    [InlineData("PFADD a x ; PFMERGE d a b", "keymiss d, keymiss b, new d, pfadd d")]
    [InlineData("PFADD d x ; PFMERGE d a", "keymiss a, pfadd d")]
    [InlineData("PFADD d x ; PFMERGE d d", "pfadd d")]
    public void What_HyperLogLog_commands_tell_who_listens_is_what_redis_server_tells(string commands, string notices) => Assert.Equal(notices, Notices.Of(commands));
}
