namespace ActorKv.Core.Tests.Commands.Bitmaps;

public sealed class NotificationSpec
{
    [Theory]
    [InlineData("SETBIT k 7 1", "new k, setbit k")]
    [InlineData("SETBIT k 7 0", "new k, setbit k")]
    [InlineData("SETBIT k 7 1 ; SETBIT k 7 1", "")]
    [InlineData("SETBIT k 7 1 ; SETBIT k 8 0", "setbit k")]
    [InlineData("SETBIT k 7 1 ; SETBIT k 0 1", "setbit k")]
    [InlineData("SET k a ; SETBIT k 0 0", "")]
    [InlineData("BITFIELD k SET u8 0 1", "new k, setbit k")]
    [InlineData("BITFIELD k SET u8 0 0", "new k, setbit k")]
    [InlineData("BITFIELD k GET u8 0", "keymiss k")]
    [InlineData("SETBIT k 7 1 ; BITFIELD k SET u8 0 1", "")]
    [InlineData("SETBIT k 7 1 ; BITFIELD k INCRBY u8 0 1 SET u8 0 7", "setbit k")]
    [InlineData("SETBIT k 7 1 ; BITFIELD k OVERFLOW FAIL INCRBY u8 0 300", "")]
    [InlineData("BITFIELD k OVERFLOW FAIL SET u8 8 300", "new k")]
    [InlineData("BITFIELD_RO k GET u8 0", "keymiss k")]
    [InlineData("BITCOUNT k", "keymiss k")]
    [InlineData("BITPOS k 1", "keymiss k")]
    [InlineData("GETBIT k 1", "keymiss k")]
    [InlineData("BITOP AND d a b", "keymiss a, keymiss b")]
    [InlineData("SET d x ; BITOP AND d a b", "keymiss a, keymiss b, del d")]
    [InlineData("SET a x ; BITOP NOT d a", "new d, set d")]
    [InlineData("SET a x ; SET d y ; BITOP OR d a b", "keymiss b, set d")]
    public void What_bitmap_commands_tell_who_listens_is_what_redis_server_tells(string commands, string notices) => Assert.Equal(notices, Notices.Of(commands));
}
